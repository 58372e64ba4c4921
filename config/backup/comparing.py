"""Is what is in the database now what was backed up? Four questions, each answered by name.

Schema, contents of every table, the evidence log's newest checkpoint, and ``verify_ledger``, which
proves the ledger from its own moves. A restore is good when all four say yes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from config.backup import checkpoints, content
from config.backup.manifest import Manifest
from config.database.access import Access
from config.database.progress import Say
from registry.ledger.verify import Report as LedgerReport
from registry.ledger.verify import verify

SHOWN = 20


@dataclass(slots=True)
class Comparison:
    """``differences``: (Chinese, English) for each; empty together with a sound ledger means yes."""

    manifest: Manifest
    ledger: LedgerReport
    checkpoint: dict[str, Any] | None
    differences: list[tuple[str, str]] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.ledger.ok and not self.differences


def compare(access: Access, made: Manifest, say: Say) -> Comparison:
    """Compare the database of ``access`` (Django's own connection too) with the manifest."""
    differences = []
    say("comparing every table with the manifest")
    with psycopg.connect(make_conninfo(**access.owner)) as owner:
        if (schema := content.schema_of(owner)) != made.schema:
            differences += _schema(made.schema, schema)
        differences += _tables(made.tables, content.content_of(owner))
    if (checkpoint := checkpoints.latest()) != made.checkpoint:
        differences.append(
            (
                f"存证检查点不同：备份 {_brief(made.checkpoint)}，现有 {_brief(checkpoint)}",
                f"another checkpoint: backup {_brief(made.checkpoint)}, here {_brief(checkpoint)}",
            )
        )
    say("verify_ledger")
    return Comparison(made, verify(), checkpoint, differences)


def _schema(wanted: dict[str, str], found: dict[str, str]) -> list[tuple[str, str]]:
    apps = sorted(app for app in wanted | found if wanted.get(app) != found.get(app))
    return [
        (
            f"表结构版本不同：{app} 备份 {wanted.get(app, '—')}，现有 {found.get(app, '—')}",
            f"another schema: {app} {wanted.get(app, '—')} in the backup, {found.get(app, '—')} here",
        )
        for app in apps
    ]


def _tables(wanted: dict[str, Any], found: dict[str, Any]) -> list[tuple[str, str]]:
    said = []
    nothing = {"rows": "—", "sum": None}
    for table in sorted(wanted | found):
        before, now = wanted.get(table, nothing), found.get(table, nothing)
        if before["rows"] != now["rows"]:
            said.append(
                (
                    f"表 {table}：备份 {before['rows']} 行，现有 {now['rows']} 行",
                    f"table {table}: {before['rows']} rows in the backup, {now['rows']} here",
                )
            )
        elif before["sum"] != now["sum"]:
            said.append(
                (
                    f"表 {table}：行数相同（{now['rows']}），内容不同",
                    f"table {table}: as many rows ({now['rows']}), other contents",
                )
            )
    return said


def _brief(checkpoint: dict[str, Any] | None) -> str:
    if checkpoint is None:
        return "—"
    return f"{checkpoint['size']} · {checkpoint['root'][:16]}"


def lines(comparison: Comparison) -> list[str]:
    """The report a person reads, Chinese first."""
    made, ledger = comparison.manifest, comparison.ledger
    said = [
        f"备份 {made.made_at}，PostgreSQL {made.server_version}，分录 {made.entries}，"
        f"表 {len(made.tables)}。/ Backup of {made.made_at}: {made.entries} entries, "
        f"{len(made.tables)} tables.",
        f"账本：批次 {ledger.batches}，号段 {ledger.blocks}，划转 {ledger.moves}，违规 "
        f"{len(ledger.violations)}。/ Ledger: {ledger.batches} batches, {ledger.blocks} blocks, "
        f"{ledger.moves} moves, {len(ledger.violations)} violations.",
        f"检查点：{_brief(comparison.checkpoint)} / checkpoint",
    ]
    for zh, en in comparison.differences[:SHOWN]:
        said.append(f"[不符 differs] {zh} / {en}")
    if more := len(comparison.differences[SHOWN:]):
        said.append(f"    …… 另有 {more} 处 / and {more} more")
    said += [f"[{each.code}] {each.zh} / {each.en}" for each in ledger.violations[:SHOWN]]
    said.append(
        "结论：与备份一致，账本无误。/ The same as the backup, and the ledger is sound."
        if comparison.ok
        else "结论：不一致，不可启用。/ Not the same: do not put it to use."
    )
    return said
