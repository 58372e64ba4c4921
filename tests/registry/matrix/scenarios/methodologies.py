"""Scenarios of methodologies."""

from __future__ import annotations

from core import clock
from registry.casework.parties import Party
from tests.methodologies.publishing.story import SCORES, definition
from tests.registry.matrix import cells
from tests.registry.matrix.building import vote as all_vote
from tests.registry.matrix.scenarios import common as common
from tests.registry.matrix.scenarios.registering import Data, nothing, scenario
from tests.registry.matrix.scene import Scene
from tests.registry.vvb.bodies import PDF

KIND = "methodology"
scenario(KIND, "accept", "send_back")(nothing)


@scenario(KIND, "edit")
def edit(scene: Scene, who: str) -> Data:
    return {"summary": "适用于既有建筑的照明改造。"}


@scenario(KIND, "add_file")
def add_file(scene: Scene, who: str) -> Data:
    return {"category": "other", "uploads": [PDF]}


@scenario(
    KIND, "upload_definition", "encode_definition", form=lambda data: {"text": data["definition"]}
)
def upload(scene: Scene, who: str) -> Data:
    return {"definition": definition()}


@scenario(KIND, "run_checks")
def run_checks(scene: Scene, who: str) -> Data:
    """Of the definition as it is encoded."""
    if not scene.case.definition:
        draft = scene.case.state == "draft"
        by, step = (
            (Party.OWNER_MAKER, "upload_definition")
            if draft
            else (Party.MAKER, "encode_definition")
        )
        scene.do(by, step, definition=definition())
    return {}


@scenario(KIND, "confirm_examples")
def confirm(scene: Scene, who: str) -> Data:
    run_checks(scene, who)
    by = Party.OWNER_MAKER if scene.case.state == "draft" else Party.MAKER
    scene.do(by, "run_checks")
    return {"sha256": scene.case.definition_sha256}


@scenario(KIND, "invite_expert")
def invite(scene: Scene, who: str) -> Data:
    return {"expert": scene.users[cells.OTHER_EXPERT].pk}


@scenario(KIND, "release_expert")
def release(scene: Scene, who: str) -> Data:
    return {"expert": scene.users[Party.EXPERT].pk}


@scenario(KIND, "declare", form=lambda data: {"conflict": "no"})
def declare(scene: Scene, who: str) -> Data:
    return {"conflict": False}


@scenario(KIND, "score")
def score(scene: Scene, who: str) -> Data:
    scene.do(Party.EXPERT, "declare", conflict=False)
    return {"opinion": "方法合理，数据可以核查。", **SCORES}


@scenario(KIND, "vote")
def vote(scene: Scene, who: str) -> Data:
    scene.do(Party.EXPERT, "score", **score(scene, who))
    return {"vote": "approve"}


@scenario(KIND, "next_round")
def next_round(scene: Scene, who: str) -> Data:
    all_vote(scene, "reject")
    return {}


@scenario(KIND, "lay_open")
def lay_open(scene: Scene, who: str) -> Data:
    all_vote(scene)
    return {"summary": "征求意见"}


@scenario(KIND, "publish")
def publish(scene: Scene, who: str) -> Data:
    scene.past_notice()
    return {"effective_from": ""}


@scenario(KIND, "refuse")
def refuse(scene: Scene, who: str) -> Data:
    return {"grounds": "不符合要求"}


@scenario(KIND, "abolish")
def abolish(scene: Scene, who: str) -> Data:
    return {"transition": "已登记的项目照旧"}


@scenario(KIND, "supersede")
def supersede(scene: Scene, who: str) -> Data:
    """Taken by the publication of the next version, under its approval."""
    return {"ended_on": clock.today().isoformat(), "by": str(scene.uuid)}
