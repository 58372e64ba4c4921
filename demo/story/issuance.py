"""Issuing the batches of the sample projects, each shared among its owners as agreed."""

from __future__ import annotations

import datetime as dt

from demo.cast.projects import PROJECTS, Project
from demo.days import business_day
from demo.story.seconded import do
from demo.world import World, reference
from registry.ledger.approvals.issuance import ISSUE, issue_payload
from registry.ledger.models import Batch
from registry.ledger.services.issuance import BatchName


def tell(world: World) -> str:
    with business_day(world.days.issuing) as day:
        for project in PROJECTS:
            world.batches[project.key] = _issue(world, project, day)
    total_t = sum(sum(project.shares.values()) for project in PROJECTS)
    return f"签发批次 {len(PROJECTS)} 个，共 {total_t:,} 吨"


def _issue(world: World, project: Project, day: dt.date) -> int:
    year = day.year - project.years_ago
    name = BatchName(
        programme=project.programme,
        methodology=project.methodology,
        project=project.code,
        vintage=year,
        period_from=dt.date(year, 1, 1),
        period_to=dt.date(year, 12, 31),
    )
    shares = {
        world.accounts[holder, project.programme]: quantity_t
        for holder, quantity_t in project.shares.items()
    }
    payload = issue_payload(
        name, shares, reference=reference("签发", project.key), project_name=project.name
    )
    reason = "示例：减排量已核查并登记，准予签发"
    done = do(world, project.programme, ISSUE, payload, reason, by="approver")
    return Batch.objects.get(uuid=done["batch"]).id
