"""A registered project whose owner asks for a change; it waits for the bureau's decision."""

from __future__ import annotations

from demo.days import business_day
from demo.papers import paper
from demo.story.way import Way
from demo.world import World
from registry.projects.changes.services import begin_change
from registry.projects.models import ProjectChange

BEGUN = 9  # days before the last


def tell(world: World, key: str) -> None:
    project = world.projects[key]
    owner = next(k for k, each in world.companies.items() if each.pk == project.applicant_id)
    clerk, signer = world.clerks[owner], world.signers[owner]
    change = ProjectChange.objects.filter(subject=project).first()
    if change is None:
        with business_day(world.days.before(BEGUN)):
            change = begin_change(actor=clerk, project=project, reason="示例：申请变更")
    way = Way(world, change)
    way.take(
        BEGUN - 1, clerk, "edit", "示例：填写变更内容", expected_t=31_000,
        reasons="示例：绿道二期通车，骑行量增加",
    )  # fmt: skip
    upload = paper("示例变更证明材料", f"示例-变更-{key}", project.title)
    way.take(
        BEGUN - 1, clerk, "attach", "示例：上传变更证明", category="evidence", uploads=[upload]
    )
    way.take(BEGUN - 2, signer, "submit", "示例：提交变更申请")
    maker = world.staff("maker", project.programme_id)
    way.take(BEGUN - 4, maker, "accept", "示例：材料齐全")
