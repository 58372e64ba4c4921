"""Projects, from the draft to registration and beyond; each stays in the state that the cast names."""

from __future__ import annotations

import datetime as dt

from core.errors import CodedError
from demo.cast.projects import CHANGED, PROJECTS, REGISTERED, Project
from demo.days import business_day
from demo.papers import paper
from demo.story import changes
from demo.story.bodies import body_for
from demo.story.verifying import engage, sign
from demo.story.way import Way
from demo.world import World
from governance.identity.actor import Actor
from registry.casework.errors import CaseCode
from registry.projects.categories import CATEGORIES, NEEDED
from registry.projects.models import Project as ProjectCase
from registry.projects.services.beginning import begin_project

BEFORE_NOTICE = ("draft", "submitted", "lapsed")
IN_NOTICE = ("public_notice", "withdrawn")


def tell(world: World) -> str:
    for each in PROJECTS:
        world.projects[each.key] = _tell(world, each)
    changes.tell(world, CHANGED)
    registered = sum(each.until == REGISTERED for each in PROJECTS)
    return f"项目 {len(PROJECTS)} 个，其中登记 {registered} 个；变更申请 1 项"


def _tell(world: World, each: Project) -> ProjectCase:
    way = Way(world, _begun(world, each))
    _apply(way, each)
    if each.until == "lapsed":
        _lapse(way, each)
    if each.until not in BEFORE_NOTICE:
        _lay_open(way, each)
    if each.until not in (*BEFORE_NOTICE, *IN_NOTICE):
        _validate(way, each)
    if each.until == REGISTERED:
        way.second(each.submitted - 56, "register", "示例：符合登记条件，建议登记")
    if each.until == "refused":
        why = "示例：车辆已获新能源汽车补贴并计入法定任务，不具有额外性"
        way.second(each.submitted - 56, "refuse", why)
    found: ProjectCase = way.case
    return found


def _begun(world: World, each: Project) -> ProjectCase:
    owner = world.companies[each.owner]
    known = ProjectCase.objects.filter(applicant=owner, title=each.name).first()
    if known is not None:
        return known
    with business_day(world.days.before(each.submitted + 5)):
        return begin_project(
            actor=_clerk(world, each),
            applicant=owner,
            agent=world.companies[each.agent] if each.agent else None,
            programme=each.programme,
            title=each.name,
            reason="示例：新建项目",
        )


def _clerk(world: World, each: Project) -> Actor:
    return world.clerks[each.agent or each.owner]


def _content(world: World, each: Project) -> dict[str, object]:
    year = world.days.year
    return {
        "district": each.district,
        "methodology": str(world.methodologies[each.methodology].pk),
        "technology": each.technology,
        "description": f"{each.name}。项目和数据均为演示而虚构，公开数据另注。",
        "address": each.address,
        "longitude": each.place[0],
        "latitude": each.place[1],
        "equipment": list(each.equipment),
        "construction_from": dt.date(year - 4, 3, 1).isoformat(),
        "operation_from": dt.date(year - 3, 10, 1).isoformat(),
        "crediting_from": dt.date(year - 2, 1, 1).isoformat(),
        "crediting_to": dt.date(year + 7, 12, 31).isoformat(),
        "expected_t": each.expected_t,
        "additionality": "示例：没有减排量收益，项目的财务内部收益率低于行业基准。",
        "no_legal_duty": True,
        "outside_allowances": True,
        "not_claimed": True,
    }


def _apply(way: Way, each: Project) -> None:
    world, clerk, day = way.world, _clerk(way.world, each), each.submitted
    way.take(day + 4, clerk, "edit", "示例：填写申请内容", **_content(world, each))
    if each.shares:
        pairs = [[world.companies[key].uscc, percent] for key, percent in each.shares.items()]
        way.take(day + 4, clerk, "set_shares", "示例：依收益分配协议", shares=pairs)
    if each.until == "draft":
        return
    for category in NEEDED:
        title = CATEGORIES[category]
        upload = paper(f"示例{title}", f"示例-{each.key}-{category}", each.name, each.address)
        way.take(
            day + 3, clerk, "attach", f"示例：上传{title}", category=category, uploads=[upload]
        )
    signer = world.signers[each.agent or each.owner]
    way.take(day, signer, "submit", "示例：提交申请")


def _lapse(way: Way, each: Project) -> None:
    """Asked for a correction and never answered. By a provisional day nothing lapses: told in a year
    whose holidays are not announced, it waits for its correction."""
    maker, day = way.world.staff("maker", each.programme), each.submitted
    items = "车辆清单缺少车架号\n租赁合同未加盖公章"
    way.take(day - 1, maker, "ask_before_accepting", "示例：材料不齐", items=items)
    try:
        way.take(day - 46, way.world.actors["operator"], "lapse", "示例：逾期未补正")
    except CodedError as refusal:
        if refusal.code != CaseCode.CORRECTION_NOT_OVERDUE.name.lower():
            raise


def _lay_open(way: Way, each: Project) -> None:
    maker, day = way.world.staff("maker", each.programme), each.submitted
    way.take(day - 2, maker, "accept", "示例：材料齐全，符合形式要求")
    remark = way.remark(day - 5, "示例村民", each.remark) if each.remark else None
    if each.until == "withdrawn":
        way.take(day - 10, way.world.signers[each.owner], "withdraw", "示例：林地流转合同未续签")
    if each.until in IN_NOTICE:
        return
    if remark is not None:
        signer, answer = way.world.signers[each.owner], "示例答复：已核实并在项目设计文件中说明。"
        given = {"comment": str(remark.uuid), "answer": answer}
        way.take(day - 8, signer, "answer_comment", "示例：答复公示意见", **given)
    way.take(day - 45, maker, "end_notice", "示例：公示期满，意见已答复")


def _validate(way: Way, each: Project) -> None:
    world, maker, day = way.world, way.world.staff("maker", each.programme), each.submitted
    body = body_for(world, each.programme, verifying=False)
    engage(way, day - 46, each.owner, body)
    if each.until == "validation":
        text = "示例：请补充设备采购合同，以证明投运日期。"
        way.take(
            day - 48, world.clerks[body], "raise_finding", "示例：文件审核", kind="CL", text=text
        )
        return
    sign(way, day - 50, body, "审定报告")
    way.take(day - 54, maker, "opinion", "示例：材料与审定结论一致", opinion="agree")
    if each.until == "review_correction":
        items = "项目边界图与权属证明不一致"
        way.take(day - 58, maker, "ask_in_review", "示例：边界须更正", items=items)
