"""The world of the desk: one organisation and one draft made by the services, copied by SQL until there
are enough, with the triggers of the laws off meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.databases import Connection
from benchmarks.progress import Say

REPORT = "bench_report"
HEAVY = 9  # the case with far more of everything than any other
_CASE = "md5('case/' || n)::uuid"
_ORGANISATION = "md5('organisation/' || ({n} %% %(organisations)s))::uuid"
_PLACES = "ARRAY['青岚', '通州', '亦庄', '昌平', '绿源', '华北', '燕山', '永定河']"
_WORKS = "ARRAY['分布式光伏', '余热回收利用', '公共机构节能', '电动公交替代', '造林碳汇', '秸秆综合利用']"
# Of a hundred cases: what stands open, and what is over.
_STATE = """CASE WHEN n %% 100 < 4 THEN 'submitted' WHEN n %% 100 < 6 THEN 'public_notice'
 WHEN n %% 100 < 7 THEN 'validation' WHEN n %% 100 < 9 THEN 'review'
 WHEN n %% 100 < 10 THEN 'review_correction' WHEN n %% 100 < 92 THEN 'registered'
 WHEN n %% 100 < 97 THEN 'refused' ELSE 'withdrawn' END"""
_DUE = "CASE WHEN n %% 100 < 10 THEN current_date + (n * 7919 %% 60)::int - 9 END"
_AT = "now() - n * interval '11 minutes'"

ORGANISATIONS = {
    "uuid": "md5('organisation/' || n)::uuid",
    "uscc": "'9111' || lpad(n::text, 14, '0')",
    "name_zh": "'绿色能源技术' || n || '有限公司'",
}
CASES = {
    "uuid": _CASE,
    "kind": f"CASE WHEN n <= %(projects)s THEN 'project' ELSE '{REPORT}' END",
    "number": "'BJ-' || CASE WHEN n <= %(projects)s THEN 'XM' ELSE 'JL' END"
    " || '-2026-' || lpad(n::text, 6, '0')",
    "title": f"({_PLACES})[1 + n %% 8] || n || '期' || ({_WORKS})[1 + n / 8 %% 6] || '项目'",
    "programme_id": "CASE WHEN n %% 5 = 0 THEN 'CD' ELSE 'BJ' END",
    "district_id": "CASE WHEN n %% 3 = 0 THEN '110112' WHEN n %% 3 = 1 THEN '110105' END",
    "applicant_id": _ORGANISATION.format(n="n"),
    "state": _STATE,
    "since": f"{_AT} + interval '9 days'",
    "due_on": _DUE,
    "due_provisional": "n %% 100 < 10 AND n %% 7 = 0",
    "version": "9",
    "created_at": _AT,
    "handler_id": "CASE WHEN n %% 100 < 10 AND n %% 4 = 0 THEN %(handler)s END",
}
PROJECTS = {"case_ptr_id": _CASE, "code": "NULL"}
HISTORY = {
    "history_id": "DEFAULT_OF + n * 2 + k",
    "uuid": _CASE,
    "case_ptr_id": _CASE,
    "address": "'北京市通州区第' || n + k || '号'",
    "history_date": f"{_AT} + k * interval '1 day'",
}
PLAIN = {
    "participants": """
INSERT INTO casework_participant (part, since, case_id, organisation_id)
SELECT 'owner', now(), md5('case/' || n)::uuid, md5('organisation/' || (n %% %(organisations)s))::uuid
FROM generate_series(1, %(cases)s) n""",
    "experts": """
INSERT INTO casework_participant (part, since, case_id, user_id)
SELECT 'expert', now(), md5('case/' || n)::uuid, %(expert)s FROM generate_series(1, %(cases)s) n
WHERE n %% 200 = 1 OR n = %(heavy)s""",
    "events": """
INSERT INTO casework_event (at, step, source, target, actor_id, actor_name, actor_for, party,
  organisation, ip, reason, approval, detail, case_id)
SELECT now() - n * interval '11 minutes' + k * interval '1 day',
  (ARRAY['begin', 'submit', 'withdraw', 'assign'])[1 + k %% 4],
  CASE WHEN k = 0 THEN '' ELSE 'submitted' END, 'submitted', %(handler)s, '性能测试', '', 'maker', '',
  '10.1.2.3', '第' || k || '次办理的理由，依据来文办理', '', '{}', md5('case/' || n)::uuid
FROM generate_series(1, %(cases)s) n, generate_series(0, 8) k""",
    "events of the heavy one": """
INSERT INTO casework_event (at, step, source, target, actor_id, actor_name, actor_for, party,
  organisation, ip, reason, approval, detail, case_id)
SELECT now() - k * interval '1 minute', 'assign', 'submitted', 'submitted', %(handler)s, '性能测试', '',
  'maker', '', '', '第' || k || '次', '', '{}', md5('case/%(heavy)s')::uuid
FROM generate_series(1, %(rest)s) k""",
    "clocks": """
INSERT INTO casework_clock (name, rule, working_days, counted_from, days_left, due_on, provisional,
  status, ended_on, case_id)
SELECT 'review', 'R-REVIEW-01', 15, current_date, 15, current_date + 20, false,
  CASE WHEN n %% 100 < 10 THEN 'running' ELSE 'ended' END,
  CASE WHEN n %% 100 < 10 THEN NULL ELSE current_date END, md5('case/' || n)::uuid
FROM generate_series(1, %(cases)s) n""",
    "letters": """
INSERT INTO casework_caseletter (uuid, kind, number, title, addressee, paragraphs, sender, issued_on,
  issued_by, created_at, case_id)
SELECT md5('letter/' || n)::uuid, 'accepted', 'BJ 受理〔2026〕' || n || ' 号', '受理通知书', '申请单位',
  '["予以受理。"]', '生态环境局', current_date, '性能测试', now(), md5('case/' || n)::uuid
FROM generate_series(1, %(cases)s) n""",
    "documents": """
INSERT INTO casework_casefile (uuid, category, name, content_type, size_bytes, sha256, content, public,
  added_by_id, added_by_name, added_at, case_id)
SELECT md5('file/' || n || '/' || k)::uuid, 'design', '设计文件' || k || '.pdf', 'application/pdf',
  octet_length(c), encode(sha256(c), 'hex'), c, false, 1, '性能测试', now(), md5('case/' || n)::uuid
FROM generate_series(1, %(cases)s) n,
  generate_series(1, CASE WHEN n = %(heavy)s THEN 40 ELSE 2 END) k,
  LATERAL (SELECT decode(repeat(md5(n || '/' || k), 8), 'hex') AS c) bytes""",
    "notices": """
INSERT INTO casework_notice (uuid, title, summary, opens_on, closes_on, provisional, ended_at, case_id)
SELECT md5('notice/' || n)::uuid, '公示', '公示的内容', current_date, current_date + 28, false,
  CASE WHEN n %% 100 BETWEEN 4 AND 5 THEN NULL ELSE now() END, md5('case/' || n)::uuid
FROM generate_series(1, %(cases)s) n WHERE n %% 3 = 0 OR n %% 100 < 10""",
    "comments": """
INSERT INTO casework_comment (uuid, name, contact, organisation, text, received_at, ip, answer,
  answered_by, notice_id)
SELECT md5('comment/' || n || '/' || k)::uuid, '居民' || k, '13800000000', '', '请说明夜间施工的安排。',
  now(), '', '', '', md5('notice/' || n)::uuid
FROM generate_series(1, %(cases)s) n, generate_series(1, CASE WHEN n = %(heavy)s THEN 100 ELSE 1 END) k
WHERE n %% 30 = 0 OR n = %(heavy)s""",
    "proposals": """
INSERT INTO approvals_approval (uuid, number, kind, programme, title, object_kind, object_uuid,
  object_label, payload, reason, key, status, maker_id, maker_name, maker_role, maker_ip,
  maker_for_name, proposed_at, expires_at, decider_name, decider_role, decider_ip, decider_for_name,
  decision_reason)
SELECT md5('approval/' || n)::uuid, 'FH-BJ-2026-' || lpad(n::text, 6, '0'), 'ledger.account.suspend',
  'BJ', '不予受理', 'project', md5('case/' || n)::uuid, '办件', '{}', '不符合条件', n::text,
  'pending', 1, '性能测试', 'maker', '', '', now(), now() + interval '15 days', '', '', '', '', ''
FROM generate_series(1, %(cases)s, 50) n""",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskScale:
    """``large``: a table with so many rows may not be read from end to end."""

    name: str
    projects: int
    reports: int
    events: int
    organisations: int
    large: int
    rounds: int


SCALES = {
    scale.name: scale
    for scale in (
        DeskScale("full", 10_000, 100_000, 1_000_000, 2_000, large=10_000, rounds=7),
        DeskScale("small", 100, 900, 10_000, 20, large=800, rounds=1),
    )
}


def build(owner: Connection, people: dict[str, int], scale: DeskScale, say: Say) -> None:
    cases = scale.projects + scale.reports
    words = {
        "projects": scale.projects, "cases": cases, "organisations": scale.organisations,
        "handler": people["bench.staff"], "expert": people["bench.expert"], "heavy": HEAVY,
        "rest": max(scale.events - 9 * cases, 100),
    }  # fmt: skip
    owner.execute("SET synchronous_commit = off")
    moves = (
        f"INSERT INTO casework_move SELECT '{REPORT}', source, target FROM casework_move "
        "WHERE kind = 'project'"
    )
    owner.execute(moves.encode())
    last = scale.organisations - 1
    _copy(
        owner, "organisations_organisation", ORGANISATIONS, words, f"generate_series(0, {last}) n"
    )
    for table, columns in {"casework_case": CASES, "projects_project": PROJECTS}.items():
        say(f"copying {table} {cases:,} times")
        _copy(owner, table, columns, words, f"generate_series(1, {cases}) n")
    say("their versions")
    both = f"generate_series(1, {cases}) n, generate_series(0, 1) k"
    base = "SELECT coalesce(max(history_id), 0) + 1 FROM projects_historicalproject"
    versions = HISTORY | {"history_id": HISTORY["history_id"].replace("DEFAULT_OF", f"({base})")}
    _copy(owner, "projects_historicalproject", versions, words, both)
    for name, statement in PLAIN.items():
        say(name)
        table = statement.split()[2]
        with _undisturbed(owner, table):
            owner.execute((statement % words).encode())
    say("vacuum and statistics")
    owner.execute("VACUUM (ANALYZE)")


def sizes(owner: Connection) -> dict[str, int]:
    tables = ("casework_case", "casework_event", "casework_casefile", "projects_historicalproject")
    found = {table: _one(owner, f"SELECT count(*) FROM {table}") for table in tables}
    found["open"] = _one(owner, "SELECT count(*) FROM casework_case WHERE due_on IS NOT NULL")
    return found | {"MB": _one(owner, "SELECT pg_database_size(current_database())") >> 20}


def _copy(
    owner: Connection, table: str, columns: dict[str, str], words: dict[str, Any], times: str
) -> None:
    """The one row there is, again and again, with these columns of its own."""
    listed = _columns(owner, table)
    values = ", ".join(columns.get(name, f't."{name}"') for name in listed) % words
    names = ", ".join(f'"{name}"' for name in listed)
    statement = (
        f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {values} FROM {times}, "
        f"(SELECT * FROM {table} LIMIT 1) t"
    )
    with _undisturbed(owner, table):
        owner.execute(statement.encode())


def _columns(owner: Connection, table: str) -> list[str]:
    rows = owner.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    return [name for (name,) in rows.fetchall()]


@contextmanager
def _undisturbed(owner: Connection, table: str) -> Iterator[None]:
    owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
    yield
    owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER".encode())


def _one(owner: Connection, query: str) -> int:
    row = owner.execute(query.encode()).fetchone()
    assert row is not None
    return int(row[0])
