"""The ledger as a source of the trail: one row a request, so a day's settlement is one row."""

from __future__ import annotations

from typing import Any

import orjson
from django.db import connection
from django.urls import reverse

from governance.audit.trail.looking import Branch, Conditions, like, look
from governance.audit.trail.registering import AUDITORS, Source
from governance.audit.trail.rows import DONE, Change, Position, Slice, Thing, TrailQuery, TrailRow
from governance.identity.roles import ROLE_NAMES, Role
from registry.ledger.admin.words import readable
from registry.ledger.models import Account, Act, Bucket
from registry.ledger.selectors.trail_search import (
    requests_about,
    requests_of_act,
    requests_of_holders,
    requests_with,
)
from registry.organisations.selectors.holders import display_names

_PAYLOAD = """jsonb_build_object('actor', t.actor_name, 'role', t.actor_role, 'ip', t.ip,
  'reason', t.reason, 'client', t.client)"""

_FACTS = """
SELECT r.id, r.n, e.id, e.act::text, e.on_date, e.quantity_t, e.reference, e.detail::text, e.request = r.id,
  s.id, s.number, s.holder_uuid, m.src_bucket::text, d.id, d.number, d.holder_uuid, m.dst_bucket::text
FROM (SELECT id, coalesce(cardinality(entry_ids), 1) AS n,
        coalesce(entry_ids[1], (reply ->> 'entry')::bigint) AS entry
      FROM ledger.request WHERE id = ANY(%s)) r
LEFT JOIN LATERAL (SELECT * FROM ledger.entry e WHERE e.id = r.entry LIMIT 1) e ON true
LEFT JOIN LATERAL (SELECT * FROM ledger.move m WHERE m.entry = r.entry AND m.line = 1 LIMIT 1) m ON true
LEFT JOIN ledger.account s ON s.id = coalesce(m.src_account, (e.detail ->> 'account')::int)
LEFT JOIN ledger.account d ON d.id = m.dst_account
"""


def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
    if query.result not in ("", DONE):
        return Slice()
    found, reached = look(_branches(query, after), limit)
    facts = _facts([position.number for position, _ in found])
    rows = tuple(_row(at, payload, facts.get(at.number)) for at, payload in found)
    return Slice(rows, reached)


def _branches(query: TrailQuery, after: Position | None) -> list[Branch]:
    """One walk back in time; with words that few requests have, those by number and beside them a
    walk over what programs sent."""
    sharp, loose = _conditions(query)
    words = [query.words] if query.words else []
    few = _named(words, query)
    branches = []
    for number in (0, 1):
        branch = Branch(number, "ledger.request", "at", "id", _PAYLOAD)
        branch.within(query, after)
        branch.sharp.add(str(sharp), *sharp.params)
        if loose.clauses:
            branch.loose.add(str(loose), *loose.params)
        branches.append(branch)
    if few is None:
        return branches[:1]
    branches[0].sharp.add("t.id = ANY(%s)", few)
    branches[1].loose.add("t.client <> 'registry'")
    return branches


def _named(words: list[str], query: TrailQuery) -> list[int] | None:
    """The requests made here that all the words may mean; None when that narrows nothing."""
    found: set[int] | None = None
    for asked in (
        words,
        [name for _, name in query.actors] or ([query.actor] if query.actor else []),
    ):
        if not asked:
            continue
        lists = [requests_with(each) for each in asked]
        if all(each is not None for each in lists):
            numbers = {number for each in lists for number in each or ()}
            found = numbers if found is None else found & numbers
    return None if found is None else sorted(found)


def _conditions(query: TrailQuery) -> tuple[Conditions, Conditions]:
    sharp, loose = Conditions(), Conditions()
    if query.thing:
        sharp.add("t.id = ANY(%s)", requests_about(query.thing))
    if query.holders is not None:
        sharp.add("t.id = ANY(%s)", requests_of_holders(query.holders))
    if query.act:
        rare = requests_of_act(query.act)
        if rare is not None:
            sharp.add("t.id = ANY(%s)", rare)
        else:
            loose.add(
                "EXISTS (SELECT 1 FROM ledger.entry e WHERE e.act = %s::ledger.act"
                " AND e.id = coalesce(t.entry_ids[1], (t.reply ->> 'entry')::bigint))",
                query.act,
            )
    if query.actor:
        loose.add(
            "t.actor_id = ANY(%s) OR t.actor_name ILIKE %s", query.actor_ids, like(query.actor)
        )
    if query.role:
        loose.add("t.actor_role = %s", query.role)
    if query.ip:
        loose.add("t.ip LIKE %s", f"{query.ip}%")
    if query.words:
        loose.add("t.reason ILIKE %s", like(query.words))
    return sharp, loose


def _facts(requests: list[int]) -> dict[int, tuple[Any, ...]]:
    """What each request did: its first entry, how many there are, between which accounts."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, (requests,))
        rows = cursor.fetchall()
    names = display_names({row[i] for row in rows for i in (11, 15) if row[i]})
    return {row[0]: (*row[1:], names) for row in rows}


def _row(position: Position, asked: dict[str, str], facts: tuple[Any, ...] | None) -> TrailRow:
    common: dict[str, Any] = {
        "source": "ledger",
        "position": position,
        "actor": asked["actor"],
        "role": ROLE_NAMES.get(asked["role"], asked["role"]),  # type: ignore[call-overload]
        "ip": asked["ip"],
        "reason": asked["reason"],
    }
    if facts is None or facts[1] is None:
        return TrailRow(act="登记簿请求", **common)
    n, entry, act, on_date, quantity_t, reference, told, own, *ends, names = facts
    detail = orjson.loads(told) if told else None
    label = str(Act(act).label)
    done = [f"业务日期 {on_date}", f"业务编号 {reference}"]
    if asked["client"] != "registry":
        done.append(f"来自 {asked['client']}")
    return TrailRow(
        act=(f"{label}（一批 {n:,} 笔）" if n > 1 else label)
        + ("" if own else "（重复提交，未再办理）"),
        things=(_link("entry", entry, f"分录 {entry}"), *_accounts(ends)),
        organisation="、".join(dict.fromkeys(names.get(u, "—") for u in (ends[2], ends[6]) if u)),
        changes=tuple(_changes(n, quantity_t, ends, detail)),
        remark="；".join(done),
        **common,
    )


def _link(model: str, key: int, text: str) -> Thing:
    return Thing(text, reverse(f"admin:ledger_{model}_change", args=[key]))


def _accounts(ends: list[Any]) -> list[Thing]:
    found = {ends[0]: ends[1], ends[4]: ends[5]}
    return [_link("account", key, number) for key, number in found.items() if key is not None]


def _changes(
    n: int, quantity_t: int, ends: list[Any], detail: dict[str, Any] | None
) -> list[Change]:
    changes = []
    if ends[3] is not None and n == 1:
        places = [f"{ends[i]} · {Bucket(ends[i + 2]).label}" for i in (1, 5)]
        changes.append(Change(f"{quantity_t:,} 吨", *places))
    facts = detail or {}
    if "from" in facts and "to" in facts:
        labels = dict(Account.Status.choices)
        before, after = (str(labels.get(facts[key], facts[key])) for key in ("from", "to"))
        changes.append(Change("账户状态", before, after))
    shown = [(label, value) for label, value in readable(detail) if label not in ("原值", "新值")]
    return changes + [Change(label, "", value) for label, value in shown]


SOURCE = Source(
    "ledger",
    "登记簿",
    {act.value: str(act.label) for act in Act},
    read,
    readers=AUDITORS | {Role.SUPERVISOR},
)
