"""Scenarios of projects."""

from __future__ import annotations

from registry.casework.parties import Party
from registry.projects.flags import to_explain
from tests.registry.casework.people import company, draft_project
from tests.registry.matrix.building import ADDRESS
from tests.registry.matrix.scenarios import common as common
from tests.registry.matrix.scenarios.registering import Data, scenario
from tests.registry.matrix.scene import Scene
from tests.registry.organisations.holders import make_organisation
from tests.registry.vvb.bodies import PDF, put_into

KIND = "project"


@scenario(KIND, "edit")
def edit(scene: Scene, who: str) -> Data:
    return {"technology": "屋顶光伏"}


@scenario(KIND, "attach")
def add_file(scene: Scene, who: str) -> Data:
    return {"category": "other", "uploads": [PDF]}


@scenario(KIND, "set_shares")
def set_shares(scene: Scene, who: str) -> Data:
    other = make_organisation()
    return {"shares": f"{scene.owner.organisation.uscc} 60\n{other.uscc} 40"}


@scenario(KIND, "add_claim")
def add_claim(scene: Scene, who: str) -> Data:
    return {
        "scheme": "gec", "reference": "GEC-1", "period_from": "2024-01-01",
        "period_to": "2024-12-31", "quantity": "12.5", "unit": "MWh", "uploads": [PDF],
    }  # fmt: skip


@scenario(KIND, "remove_claim")
def remove_claim(scene: Scene, who: str) -> Data:
    scene.do(Party.OWNER_MAKER, "add_claim", **add_claim(scene, who))
    return {"claim": str(scene.case.claims.get().pk)}


@scenario(KIND, "appoint_agent")
def appoint(scene: Scene, who: str) -> Data:
    return {"organisation": str(scene.more["agent"].pk)}


@scenario(KIND, "dismiss_agents")
def dismiss(scene: Scene, who: str) -> Data:
    scene.do(Party.OWNER_CHECKER, "appoint_agent", **appoint(scene, who))
    return {}


@scenario(KIND, "answer_before_accepting", "answer_in_review")
def answer(scene: Scene, who: str) -> Data:
    return {"answer": "已补充权属证明"}


@scenario(KIND, "explain")
def explain(scene: Scene, who: str) -> Data:
    """Another project stands at the same address."""
    case = scene.case
    other = draft_project(
        company("邻居能源有限公司"), methodology=case.methodology, address=ADDRESS
    )
    put_into(other, "submitted")
    return {"flag": to_explain(scene.case)[0].key, "text": "相邻的另一处屋顶"}


@scenario(KIND, "request_deregistration")
def request(scene: Scene, who: str) -> Data:
    return {"uploads": [PDF]}


@scenario(KIND, "deregister")
def deregister(scene: Scene, who: str) -> Data:
    return {"basis": "bureau"}
