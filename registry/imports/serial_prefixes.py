"""Batches from serial prefixes, for a registry whose issuances carry no serials (format ``car``).

Within a (project, vintage) each prefix is matched to an issuance. Of an issuance the record proves
serials 1 up to the highest one retired: that is the named batch. The rest of its tonnes was issued
too, but under serials nobody knows: a batch without a name, which no serial in the file can reach.
What an earlier import found stays; only what is new is matched.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from core.errors import CodedError
from registry.imports.errors import ImportCode
from registry.imports.matching import Place, Prefix, match, only_sizes_fit, share_out
from registry.imports.planning import Batch, Plan, Use, issue_reference
from registry.imports.records import History, Issuance, Refusal, Retirement
from registry.imports.selectors import KnownBatch, known_batches, known_links

Pair = tuple[str, int]
# What a batch is of its issuance rows: all, the serials of one prefix, the same where rows had to be
# put together, or what is left.
WHOLE, NAMED, POOLED, REST = "whole", "named", "pooled", "rest"


@dataclass(slots=True)
class Known:
    """The earlier imports of this source, as the matching asks for them."""

    by_code: dict[str, str]  # reference of the batch of a prefix
    rows: dict[str, list[KnownBatch]]  # batches by the issuance rows they stand for
    named: set[str] = field(default_factory=set)  # references of batches whose prefix is known


@dataclass(slots=True)
class Group:
    """What of one (project, vintage) is still to be matched."""

    rows: list[Issuance] = field(default_factory=list)
    spare: list[KnownBatch] = field(default_factory=list)
    prefixes: list[Prefix] = field(default_factory=list)


def from_serial_prefixes(history: History, source: str) -> Plan:
    """The plan of both files, beside what the ledger has from ``source``."""
    plan = Plan(notes={"unfitted": [], "matched_by_date": []})
    known = _known(source)
    pair_of = _pairs(history.retirements)
    references = dict(known.by_code)
    for pair, group in sorted(_groups(history, pair_of, known, plan).items()):
        references |= _settle(pair, group, plan)
    linked = set(references.values()) - known.named
    for retirement in history.retirements:
        if (retirement.project, retirement.vintage) != pair_of[retirement.batch]:
            plan.refused.append(_ambiguous(retirement, pair_of[retirement.batch]))
            continue
        reference = references.get(retirement.batch, issue_reference(retirement.batch))
        detail: dict[str, Any] = {**retirement.detail, "code": retirement.batch}
        if reference in linked and reference != issue_reference(retirement.batch):
            detail["linked"] = reference
        plan.uses.append(Use(retirement, reference, detail))
    return plan


def _known(source: str) -> Known:
    known = Known(by_code=known_links(source), rows=defaultdict(list))
    for batch in known_batches(source):
        if batch.code:
            known.by_code[batch.code] = batch.reference
            known.named.add(batch.reference)
        for row_id in batch.rows:
            known.rows[row_id].append(batch)
    return known


def _pairs(retirements: list[Retirement]) -> dict[str, Pair]:
    """Project and vintage of each prefix, by its first row."""
    pairs: dict[str, Pair] = {}
    for retirement in retirements:
        pairs.setdefault(retirement.batch, (retirement.project, retirement.vintage))
    return pairs


def _groups(
    history: History, pair_of: dict[str, Pair], known: Known, plan: Plan
) -> dict[Pair, Group]:
    groups: dict[Pair, Group] = defaultdict(Group)
    taken = set(known.by_code.values())
    counted: set[str] = set()
    pooled: dict[Pair, dict[str, int]] = defaultdict(dict)
    for row in history.issuances:
        group = groups[row.project, row.vintage]
        if row.row_id not in known.rows:
            group.rows.append(row)
            continue
        for batch in known.rows[row.row_id]:
            counted.add(batch.reference)
            if batch.part == WHOLE and batch.reference not in taken:
                group.spare.append(batch)
            if batch.part == POOLED:
                pooled[row.project, row.vintage][batch.code] = batch.quantity_t
    plan.known_batches = len(counted)
    plan.notes["unfitted"] += [_pooled_before(*each) for each in sorted(pooled.items())]
    for code, prefix in _prefixes(history.retirements, pair_of).items():
        if code not in known.by_code:
            groups[pair_of[code]].prefixes.append(prefix)
    return groups


def _prefixes(retirements: list[Retirement], pair_of: dict[str, Pair]) -> dict[str, Prefix]:
    prefixes: dict[str, Prefix] = {}
    for row in retirements:
        if (row.project, row.vintage) != pair_of[row.batch]:
            continue
        before = prefixes.get(row.batch)
        prefixes[row.batch] = Prefix(
            row.batch,
            max(row.last, before.highest if before else 0),
            min(row.retired_on, before.first_retired if before else row.retired_on),
        )
    return prefixes


def _settle(pair: Pair, group: Group, plan: Plan) -> dict[str, str]:
    """Plan the batches of one pair; the references of its prefixes."""
    rows = {row.row_id: row for row in group.rows}
    places = [Place(row.row_id, row.quantity_t, row.issued_on) for row in group.rows]
    places += [Place(b.reference, b.quantity_t, b.issued_on) for b in group.spare]
    seats = match(group.prefixes, places)
    if seats is None:
        return _pool(pair, group, plan)
    if only_sizes_fit(group.prefixes, places):
        plan.notes["matched_by_date"].append({"project": pair[0], "vintage": pair[1]})
    references: dict[str, str] = {}
    highest = {prefix.code: prefix.highest for prefix in group.prefixes}
    for code, place in seats.items():
        row = rows.pop(place.name, None)
        if row is None:  # issued by an earlier import, when nothing of it was retired yet
            references[code] = place.name
            continue
        references[code] = issue_reference(code)
        plan.groups.append(_parts(row, [row.row_id], {code: highest[code]}, row.quantity_t))
    for row in rows.values():
        plan.groups.append(_parts(row, [row.row_id], {}, row.quantity_t))
    return references


def _pool(pair: Pair, group: Group, plan: Plan) -> dict[str, str]:
    """The prefixes do not fit the issuances one to one: their tonnes are put together and shared out,
    and the report names the pair."""
    total = sum(row.quantity_t for row in group.rows)
    shares, left = share_out(group.prefixes, total)
    if group.rows:
        first = min(group.rows, key=lambda row: (row.issued_on, row.row_id))
        names = sorted(row.row_id for row in group.rows)
        plan.groups.append(_parts(first, names, shares, total, part=POOLED))
    short_t = sum(prefix.highest for prefix in group.prefixes) - sum(shares.values())
    plan.notes["unfitted"].append(
        {
            "project": pair[0],
            "vintage": pair[1],
            "issuances": sorted(row.row_id for row in group.rows),
            "prefixes": {prefix.code: prefix.highest for prefix in group.prefixes},
            "issued_t": total,
            "named_t": sum(shares.values()),
            "unnamed_t": left,
            "short_t": short_t,
            "done": _what_was_done(short_t),
        }
    )
    return {code: issue_reference(code) for code in shares}


def _what_was_done(short_t: int) -> str:
    if short_t:
        return f"签发记录合并后仍少 {short_t} 吨：只按有据的数量立批，超出部分的注销逐行列入拒收"
    return "签发记录合并后按各序列号前缀已注销的最高序号分立批次，余量另立一批（序列号未公开）"


def _pooled_before(pair: Pair, named: dict[str, int]) -> dict[str, Any]:
    return {
        "project": pair[0],
        "vintage": pair[1],
        "prefixes": named,
        "named_t": sum(named.values()),
        "done": "以前的导入已合并签发记录分立批次，本次未变",
    }


def _parts(
    row: Issuance, row_ids: list[str], shares: dict[str, int], total: int, part: str = NAMED
) -> list[Batch]:
    """The named batches of an issuance (or of several, pooled), and the rest of its tonnes."""
    detail = {**row.detail, "rows": row_ids}
    batches = [
        Batch(issue_reference(code), code, quantity_t, row, {**detail, "part": part})
        for code, quantity_t in shares.items()
    ]
    rest = total - sum(shares.values())
    if rest:
        kind, tail = (REST, ":rest") if shares else (WHOLE, "")
        reference = issue_reference(row_ids[0] + tail)
        batches.append(Batch(reference, "", rest, row, {**detail, "part": kind}))
    return batches


def _ambiguous(retirement: Retirement, pair: Pair) -> Refusal:
    error = CodedError(
        ImportCode.PREFIX_AMBIGUOUS,
        serial=retirement.row_id,
        prefix=retirement.batch,
        project=pair[0],
        vintage=pair[1],
    )
    return Refusal(retirement.row_id, error)
