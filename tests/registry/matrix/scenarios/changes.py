"""Scenarios of changes of registered projects."""

from __future__ import annotations

from tests.registry.matrix.scenarios import common as common
from tests.registry.matrix.scenarios.registering import Data, nothing, scenario
from tests.registry.matrix.scene import Scene
from tests.registry.vvb.bodies import PDF

KIND = "change"
scenario(KIND, "approve")(nothing)


@scenario(KIND, "edit")
def edit(scene: Scene, who: str) -> Data:
    return {"technology": "屋顶光伏", "reasons": "补充技术类型"}


@scenario(KIND, "attach")
def add_file(scene: Scene, who: str) -> Data:
    return {"category": "evidence", "uploads": [PDF]}
