"""Scenarios that several kinds share."""

from __future__ import annotations

from core import clock
from governance.rulebook.parameters import change_parameter
from registry.casework.models import Comment
from registry.casework.parties import Party
from registry.casework.services.notices import comment
from tests.governance.people import seconded
from tests.registry.matrix import cells
from tests.registry.matrix.building import declared, engage, past_correction, signing
from tests.registry.matrix.scenarios.registering import Data, nothing, scenario
from tests.registry.matrix.scene import Scene
from tests.registry.vvb.bodies import PDF

ALL = "project report"
MAKER, CHECKER, BODY = Party.OWNER_MAKER, Party.OWNER_CHECKER, Party.VVB_MAKER

scenario("methodology project change report", "withdraw")(nothing)
scenario("methodology project change", "submit")(nothing)
scenario("project change report", "accept")(nothing)
scenario("project report", "decline")(nothing)
scenario("project change report", "refuse")(nothing)
scenario("project report", "register")(nothing)


@scenario(ALL, "ask_before_accepting", "ask_in_review")
def items(scene: Scene, who: str) -> Data:
    return {"items": "缺少权属证明"}


@scenario(ALL, "lapse")
def lapse(scene: Scene, who: str) -> Data:
    past_correction(scene)
    return {}


@scenario(ALL, "end_notice")
def end_notice(scene: Scene, who: str) -> Data:
    scene.past_notice()
    return {}


@scenario("project methodology report", "answer_comment")
def answer_comment(scene: Scene, who: str) -> Data:
    made: Comment = comment(
        notice=scene.case.notices.get().uuid,
        name="李民",
        contact="13800000000",
        text="电量如何计量？",
    )
    return {"comment": str(made.uuid), "answer": "以关口表为准。"}


@scenario("project change", "opinion")
def opinion(scene: Scene, who: str) -> Data:
    return {"opinion": "agree"}


@scenario("report", "opinion")
def words(scene: Scene, who: str) -> Data:
    return {}


@scenario(ALL, "assign_vvb")
def assigning(scene: Scene, who: str) -> Data:
    """Where the programme has the bureau choose."""
    scene.into_the_present()
    change_parameter(
        actor=seconded(scene.actor(Party.CHECKER)), rule="R-VVB-02", name="named_by",
        programme="BJ", value="bureau", legal_source="测试", effective_from=clock.today(),
        reason="改为指派",
    )  # fmt: skip
    return choosing(scene, who)


@scenario(ALL, "name_vvb")
def choosing(scene: Scene, who: str) -> Data:
    return {"organisation": str(scene.body.organisation.pk)}


@scenario(ALL, "declare_no_conflict", "withdraw_vvb", "release_vvb")
def engaged(scene: Scene, who: str) -> Data:
    engage(scene)
    return {}


@scenario(ALL, "add_vvb_report")
def reporting(scene: Scene, who: str) -> Data:
    declared(scene)
    return {"uploads": [PDF]}


@scenario(ALL, "sign_conclusion")
def concluding(scene: Scene, who: str) -> Data:
    declared(scene)
    return signing(scene)


FINDING = {"kind": "CAR", "text": "电表编号与照片不符"}


@scenario(ALL, "raise_finding")
def raising(scene: Scene, who: str) -> Data:
    declared(scene)
    return FINDING


@scenario(ALL, "respond_finding")
def responding(scene: Scene, who: str) -> Data:
    declared(scene)
    scene.do(BODY, "raise_finding", **FINDING)
    return {"finding": "1", "response": "已更换照片"}


@scenario(ALL, "close_finding")
def closing(scene: Scene, who: str) -> Data:
    scene.do(MAKER, "respond_finding", **responding(scene, who))
    return {"finding": "1"}


@scenario("methodology project change report", "assign")
def assign(scene: Scene, who: str) -> Data:
    return {"handler": scene.users[Party.CHECKER].pk}


@scenario("project", "invite_expert")
def invite(scene: Scene, who: str) -> Data:
    return {"user": str(scene.users[cells.OTHER_EXPERT].pk)}
