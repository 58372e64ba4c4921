"""Steps of cases for the trail: who took which step in which case, in what part, whence and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from governance.audit.trail.looking import Branch, like, look
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import DONE, Change, Position, Slice, Thing, TrailQuery, TrailRow
from registry.casework.approvals import case_url
from registry.casework.kinds import all_kinds
from registry.casework.models import Case
from registry.casework.parties import PARTY_NAMES
from registry.casework.services.beginning import BEGIN


class Steps(Mapping[str, str]):
    """Names of the steps of all kinds by code, looked up when asked: kinds register after this."""

    def _all(self) -> dict[str, str]:
        found = {BEGIN: "新建"}
        for kind in all_kinds():
            for code in (*kind.steps, *kind.records):
                found.setdefault(code, kind.record_zh(code))
        return found

    def __getitem__(self, code: str) -> str:
        return self._all()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


_TAKING_PART = """t.case_id IN (SELECT p.case_id FROM casework_participant p
  WHERE p.organisation_id = ANY(%s))"""
_NAMED = """EXISTS (SELECT 1 FROM casework_case c WHERE c.uuid = t.case_id
  AND (c.number ILIKE %s OR c.title ILIKE %s))"""
_PAYLOAD = """jsonb_build_object('step', t.step, 'source', t.source, 'target', t.target,
  'actor', t.actor_name, 'instead', t.actor_for, 'party', t.party, 'organisation', t.organisation,
  'ip', t.ip, 'reason', t.reason, 'approval', t.approval,
  'case', (SELECT jsonb_build_object('uuid', c.uuid, 'kind', c.kind, 'number', c.number,
    'title', c.title) FROM casework_case c WHERE c.uuid = t.case_id))"""


def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
    if query.result not in ("", DONE):
        return Slice()
    branch = Branch(0, "casework_event", "at", "id", _PAYLOAD)
    branch.within(query, after)
    narrow(branch, query)
    found, reached = look([branch], limit)
    return Slice(tuple(_row(at, payload) for at, payload in found), reached)


def narrow(branch: Branch, query: TrailQuery) -> None:
    loose = branch.loose
    if query.actor:
        loose.add(
            "t.actor_id = ANY(%s) OR t.actor_name ILIKE %s", query.actor_ids, like(query.actor)
        )
    if query.role:
        loose.add("t.party = %s", query.role)
    if query.ip:
        loose.add("t.ip LIKE %s", f"{query.ip}%")
    if query.act:
        loose.add("t.step = %s", query.act)
    if query.words:
        loose.add("t.reason ILIKE %s", like(query.words))
    if query.thing:
        loose.add(_NAMED, *[like(query.thing)] * 2)
    if query.holders is not None:
        loose.add(_TAKING_PART, list(query.holders))


def _row(position: Position, row: dict[str, Any]) -> TrailRow:
    case = Case(**row["case"])
    kind = next((each for each in all_kinds() if each.code == case.kind), None)
    states = dict(kind.model.states().choices) if kind else {}
    moved = row["source"] != row["target"]
    words = [states.get(row[name], row[name]) for name in ("source", "target")]
    instead = f"代{row['instead']}办理" if row["instead"] else ""
    return TrailRow(
        source="cases",
        position=position,
        actor=row["actor"],
        role=str(PARTY_NAMES.get(row["party"], row["party"])),
        ip=row["ip"],
        act=f"{kind.zh}：{kind.record_zh(row['step'])}" if kind else row["step"],
        things=(Thing(str(case), case_url(case)),),
        organisation=row["organisation"],
        reason=row["reason"],
        changes=(Change("状态", *words),) if moved else (),
        remark="；".join(each for each in (row["approval"], instead) if each),
    )


ACTS = Steps()
SOURCE = Source("cases", "办件", ACTS, read)
