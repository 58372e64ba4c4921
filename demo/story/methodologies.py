"""Methodologies by their full way: proposed, proved, assessed, laid open, published by two persons; one
still with its experts, one laid open, one sent back."""

from __future__ import annotations

from demo.cast.methodologies import METHODOLOGIES, PUBLISHED, RENAMED, Methodology
from demo.cast.people import EXPERTS
from demo.days import business_day
from demo.papers import paper
from demo.story.way import Way
from demo.world import World
from methodologies.catalogue import FOLDER
from methodologies.definition import Definition
from methodologies.engine import open_methodology
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.rules.scoring import CRITERIA
from methodologies.publishing.services.proposing import propose_methodology

ASIDE = "SAMPLE-TRAVEL-V1"  # of whose panel one expert steps aside
OPINION = "示例意见：边界清楚，公式与算例相符，监测数据可核查，同意发布。"


def tell(world: World) -> str:
    for each in METHODOLOGIES:
        version = _tell(world, each)
        if each.until == PUBLISHED:
            world.methodologies[each.key] = version
    published = sum(each.until == PUBLISHED for each in METHODOLOGIES)
    return f"方法学 {len(METHODOLOGIES)} 个，其中发布 {published} 个"


def _tell(world: World, each: Methodology) -> MethodologyVersion:
    way = Way(world, _proposed(world, each))
    _submit(way, each)
    _assess(way, each)
    if each.until in (PUBLISHED, "public_notice"):
        _publish(way, each)
    return way.case


def definition_of(each: Methodology) -> str:
    """The catalogue's file, under the sample's own name where the file has another's."""
    text = (FOLDER / each.file).read_text(encoding="utf-8")
    for old, new in RENAMED.get(each.key, ()):
        assert old in text, (each.key, old)
        text = text.replace(old, new)
    return text


def _proposed(world: World, each: Methodology) -> MethodologyVersion:
    head: Definition = open_methodology(definition_of(each).encode()).checked.definition
    found = MethodologyVersion.objects.filter(
        methodology__programme=each.programme, methodology__code=head.code,
        version_code=head.version,
    )  # fmt: skip
    if known := found.first():
        return known
    with business_day(world.days.before(each.proposed)):
        return propose_methodology(
            actor=world.clerks[each.compiler],
            programme=each.programme,
            applicant=world.companies[each.compiler],
            code=head.code,
            version_code=head.version,
            name_zh=head.name,
            name_en=head.name_en,
            product_class=head.product_class,
            summary=each.summary,
            reason="示例：提出方法学",
        )


def _submit(way: Way, each: Methodology) -> None:
    clerk, signer = way.world.clerks[each.compiler], way.world.signers[each.compiler]
    day = each.proposed
    for category, title in (("text", "方法学文本"), ("notes", "编制说明")):
        upload = paper(f"示例{title}", each.key, each.summary)
        way.take(day, clerk, "add_file", f"示例：上传{title}", category=category, uploads=[upload])
    way.take(
        day - 1, clerk, "upload_definition", "示例：上传公式文件", definition=definition_of(each)
    )
    way.take(day - 1, clerk, "run_checks", "示例：验证算例")
    sha256 = way.case.definition_sha256
    way.take(day - 2, signer, "confirm_examples", "示例：公式与文本一致", sha256=sha256)
    way.take(day - 2, signer, "submit", "示例：提交评估")


def _assess(way: Way, each: Methodology) -> None:
    maker, day = way.world.staff("maker", each.programme), each.proposed
    way.take(day - 5, maker, "accept", "示例：材料齐备")
    if each.until == "draft":
        why = "示例：基准年用纸量的监测方法不清楚，请修改后重新提交"
        way.take(day - 12, maker, "send_back", why)
        return
    voting = each.until != "expert_review"
    people = EXPERTS if each.key == ASIDE else EXPERTS[:-1]
    for number, person in enumerate(people, 1):
        actor = way.world.actors[person.username]
        way.take(
            day - 7, maker, "invite_expert", f"示例：邀请第 {number} 位专家", expert=actor.user_id
        )
    for number in range(1, len(people) + 1):
        if voting or number <= 2:
            _judge(way, day, number, conflict=number > 5, voting=voting)


def _judge(way: Way, day: int, number: int, *, conflict: bool, voting: bool) -> None:
    expert = way.world.actors[EXPERTS[number - 1].username]
    text = "示例：曾参与编制前的调研" if conflict else ""
    way.take(day - 9, expert, "declare", "示例：提交利益冲突声明", conflict=conflict, text=text)
    if conflict:
        return
    points = {each.code: each.most - (number + at) % 4 for at, each in enumerate(CRITERIA)}
    way.take(day - 11, expert, "score", "示例：提交评分和意见", opinion=OPINION, **points)
    if voting:
        way.take(day - 15, expert, "vote", "示例：提交表决", vote="approve")


def _publish(way: Way, each: Methodology) -> None:
    maker, day = way.world.staff("maker", each.programme), each.proposed
    way.take(day - 20, maker, "lay_open", "示例：专家评估通过", summary=each.summary)
    remark = way.remark(day - 25, "示例市民", each.remark) if each.remark else None
    if each.until != PUBLISHED:
        return
    if remark is not None:
        given = {"comment": str(remark.uuid), "answer": each.answer}
        way.take(day - 35, maker, "answer_comment", "示例：答复公示意见", **given)
    way.second(day - 67, "publish", "示例：公示期满，意见已答复，建议发布", effective_from="")
