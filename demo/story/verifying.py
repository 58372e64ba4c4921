"""The work of a validating or verifying body in a case: named by the owner, declared, signed by its
second person."""

from __future__ import annotations

from typing import Any

from demo.papers import paper
from demo.story.way import Way


def engage(way: Way, day: int, owner: str, body: str) -> None:
    """The owner names the body on ``day``, and the body declares that it has no conflict."""
    world = way.world
    organisation = str(world.companies[body].pk)
    way.take(day, world.signers[owner], "name_vvb", "示例：依委托合同", organisation=organisation)
    way.take(day - 1, world.clerks[body], "declare_no_conflict", "示例：与申请单位没有利益冲突")


def sign(way: Way, day: int, body: str, title: str, **signed: Any) -> None:
    """The body uploads its report and, two days later, signs a positive conclusion."""
    world = way.world
    upload = paper(f"示例{title}", f"示例-{title}-{way.case.number}", str(way.case.title))
    clerk = world.clerks[body]
    way.take(day, clerk, "add_vvb_report", f"示例：上传{title}", uploads=[upload])
    way.take(
        day - 2, world.signers[body], "sign_conclusion", "示例：签发结论",
        conclusion="positive", statement="示例结论：符合方法学和登记要求。", **signed,
    )  # fmt: skip
