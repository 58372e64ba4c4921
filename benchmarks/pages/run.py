"""``manage.py bench pages``: one run, from an empty database to the table."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any

from benchmarks import machine
from benchmarks.children import Child
from benchmarks.databases import bench_database, migrate
from benchmarks.figures import BenchBroken
from benchmarks.pages import world
from benchmarks.pages.report import PageFigure, PagesReport
from benchmarks.pages.scales import PageScale
from benchmarks.progress import Say

KEPT = "pages"


def run(scale: PageScale, say: Say, *, keep: bool = False, only: str = "") -> PagesReport:
    """``keep`` leaves the database for the next run, which then need not make it; ``only`` narrows
    the pages to those with these words in their label."""
    began, load_before = time.monotonic(), machine.load()
    with ExitStack() as stack:
        database = stack.enter_context(bench_database(KEPT, keep=keep))
        owner = stack.enter_context(database.connect_owner())
        migrate(database)
        client = Child("benchmarks.pages.client", database.environment)
        stack.callback(client.close)
        if owner.execute("SELECT 1 FROM ledger.move LIMIT 1").fetchone() is None:
            world.build(database, owner, client, scale, say)
        client.do("enter")
        facts = machine.facts(owner)
        found = [page for page in client.do("find") if only in page[1]]
        figures = [_measure(client, page, scale, say) for page in found]
        ok = [page.ms / page.ratio for page in figures if page.queries is not None]
        if not ok:
            raise BenchBroken("no page was shown to anybody")
        facts |= {"load_before": load_before, "load_after": machine.load()}
        return PagesReport(
            machine=facts,
            scale=scale.name,
            world=world.sizes(owner),
            empty_ms=sorted(ok)[len(ok) // 2],
            pages=figures,
            seconds=time.monotonic() - began,
        )


def _measure(client: Child, page: list[Any], scale: PageScale, say: Say) -> PageFigure:
    kind, label, path = page
    say(label)
    found = client.do("measure", path=path, rounds=scale.rounds, large=scale.large)
    return PageFigure(kind=kind, label=label, path=path, **found)
