"""``manage.py bench desk``: one run, from an empty database to the table of the pages of cases."""

from __future__ import annotations

import time
from contextlib import ExitStack

from benchmarks import machine
from benchmarks.children import Child
from benchmarks.databases import bench_database, migrate
from benchmarks.desk import world
from benchmarks.desk.world import DeskScale
from benchmarks.pages.report import PageFigure, PagesReport
from benchmarks.progress import Say

KEPT = "desk"


def run(scale: DeskScale, say: Say, *, keep: bool = False, only: str = "") -> PagesReport:
    """``keep`` leaves the database for the next run; ``only`` narrows the pages to those with these
    words in their label."""
    began, load_before = time.monotonic(), machine.load()
    with ExitStack() as stack:
        database = stack.enter_context(bench_database(KEPT, keep=keep))
        owner = stack.enter_context(database.connect_owner())
        migrate(database)
        child = Child("benchmarks.desk.client", database.environment)
        stack.callback(child.close)
        people = child.do("enter")
        row = owner.execute("SELECT count(*) FROM casework_case").fetchone()
        if row is None or row[0] < scale.projects:
            world.build(owner, people, scale, say)
        facts, figures = machine.facts(owner), []
        for who, label, path in child.do("find"):
            if only in label:
                say(f"{label}, {who}")
                found = child.do(
                    "measure", who=who, path=path, rounds=scale.rounds, large=scale.large
                )
                figures.append(PageFigure(kind="case", label=label, path=path, **found))
        empty = sorted(page.ms / page.ratio for page in figures if page.queries is not None)
        return PagesReport(
            machine=facts | {"load_before": load_before, "load_after": machine.load()},
            scale=scale.name,
            world=world.sizes(owner),
            empty_ms=empty[len(empty) // 2] if empty else 0.0,
            pages=figures,
            seconds=time.monotonic() - began,
        )
