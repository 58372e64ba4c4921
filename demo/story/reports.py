"""Reduction reports: measured, calculated, laid open, verified, registered; what is issued becomes a
batch in the ledger. Others stay on their way."""

from __future__ import annotations

import datetime as dt

from demo.cast.projects import PROJECTS
from demo.cast.reports import ISSUED, REPORTS, Report
from demo.days import Days, business_day
from demo.papers import paper
from demo.story.bodies import body_for
from demo.story.verifying import engage, sign
from demo.story.way import Way
from demo.world import World
from registry.ledger.models import Batch
from registry.reductions.models import IssuedBatch
from registry.reductions.models import Report as ReportCase
from registry.reductions.services.beginning import begin_report

OWNER_OF = {each.key: each.owner for each in PROJECTS}
DAY = dt.timedelta(days=1)


def tell(world: World) -> str:
    for each in REPORTS:
        report = _tell(world, each)
        if each.until == ISSUED:
            issued = IssuedBatch.objects.get(report=report)
            world.batches[each.key] = Batch.objects.get(uuid=issued.batch).id
    batches = [each for each in REPORTS if each.until == ISSUED]
    total_t = sum(each.tonnes_t for each in batches)
    return f"核算报告 {len(REPORTS)} 份，其中签发 {len(batches)} 批，共 {total_t:,} 吨"


def period_of(days: Days, years_ago: int) -> tuple[dt.date, dt.date]:
    """A whole year before the one of the first reports; or that year as far as months were over when
    the later ones were submitted."""
    year = days.year - years_ago
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if years_ago:
        return first, last
    known = days.before(66)
    month_end = known.replace(day=1) - DAY
    return first, min(month_end if month_end > first else known, last)


def _tell(world: World, each: Report) -> ReportCase:
    way = Way(world, _begun(world, each))
    _calculate(way, each)
    if each.until != "calculated":
        _submit(way, each)
    if each.until not in ("calculated", "public_notice"):
        _verify(way, each)
    if each.until in (ISSUED, "registered"):
        way.second(each.submitted - 50, "register", "示例：与核查结论一致，建议登记")
    if each.until == ISSUED:
        way.second(each.submitted - 52, "issue", "示例：减排量已登记，建议签发")
    if each.until == "registered":
        way.ask(2, "issue", "示例：减排量已登记，建议签发")
    found: ReportCase = way.case
    return found


def _begun(world: World, each: Report) -> ReportCase:
    project = world.projects[each.project]
    first, last = period_of(world.days, each.years_ago)
    known = ReportCase.objects.filter(subject=project, period_from=first).first()
    if known is not None:
        return known
    with business_day(world.days.before(each.submitted + 2)):
        return begin_report(
            actor=world.clerks[OWNER_OF[each.project]],
            project=project,
            period_from=first,
            period_to=last,
            reason="示例：新建核算报告",
        )


def _calculate(way: Way, each: Report) -> None:
    clerk = way.world.clerks[OWNER_OF[each.project]]
    day = each.submitted + 1
    way.take(day, clerk, "edit_data", "示例：按计量记录填报", inputs=each.inputs)
    way.take(day, clerk, "calculate", "示例：计算减排量")


def _submit(way: Way, each: Report) -> None:
    world, owner, day = way.world, OWNER_OF[each.project], each.submitted
    clerk, maker = world.clerks[owner], world.staff("maker", way.case.programme_id)
    for category, title in (("monitoring_report", "监测报告"), ("meter_data", "计量数据")):
        upload = paper(f"示例{title}", f"示例-{each.key}-{category}", way.case.title)
        way.take(
            day + 1, clerk, "attach", f"示例：上传{title}", category=category, uploads=[upload]
        )
    way.take(day, world.signers[owner], "submit", "示例：报送核算报告")
    way.take(day - 1, maker, "accept", "示例：材料齐全")
    if each.until != "public_notice":
        way.take(day - 45, maker, "end_notice", "示例：公示期满，没有意见")


def _verify(way: Way, each: Report) -> None:
    world, day = way.world, each.submitted
    body = body_for(world, way.case.programme_id, verifying=True)
    engage(way, day - 45, OWNER_OF[each.project], body)
    if each.until == "verification":
        text = "示例：3 号样地的成活率记录缺失，请更正监测数据或补充记录。"
        clerk = world.clerks[body]
        way.take(day - 49, clerk, "raise_finding", "示例：现场核查", kind="CAR", text=text)
        return
    revision = way.case.applied_revision
    sign(
        way, day - 47, body, "核查报告",
        revision_sha256=revision.sha256, verified_t=way.case.applied_t,
    )  # fmt: skip
