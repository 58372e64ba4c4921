"""Brings a case of each kind to each state, by the real steps of the way there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from registry.casework.models import Case
from registry.casework.parties import Party
from registry.projects.changes.services import begin_change
from registry.projects.models import Project
from registry.projects.services.mandates import grant_mandate
from tests.methodologies.publishing.story import Story
from tests.registry.casework.people import draft_project
from tests.registry.matrix.people import make_people, take_all_in
from tests.registry.matrix.scene import Scene
from tests.registry.organisations.holders import make_organisation
from tests.registry.reductions.test_issuing import parameter
from tests.registry.reductions.world import World, account_for
from tests.registry.vvb.bodies import PDF

ADDRESS = "北京市通州区张家湾镇工业路 8 号"
Builder = Callable[[Scene, str], Case]
MAKER, CHECKER, BODY = Party.OWNER_MAKER, Party.OWNER_CHECKER, Party.VVB_MAKER
# A methodology that pools its risk, so that a reversal has a buffer to be cancelled from.
POOLED, BUFFER_SHARE = "CCER-01-002", "0.1"


def build(kind: str, state: str, traveller: Any) -> Scene:
    users, owner, body = make_people()
    scene = Scene(users, owner, body, traveller)
    case = BUILDERS[kind](scene, state)
    assert (case.kind, case.state) == (kind, state), f"built {case.state}, not {state}"
    assert case.district_id, "district staff would have no part in it"
    take_all_in(case, body, users[Party.EXPERT])
    return scene


def _methodology(scene: Scene, state: str) -> Case:
    experts = [scene.actor(Party.EXPERT)]
    story = Story(scene.owner, scene.actor(Party.MAKER), scene.actor(Party.APPROVER), experts)
    story.experts += Story(scene.owner).experts[:2]
    scene.more["story"] = story
    story.drafted()
    scene.uuid = story.version.pk
    ways: dict[str, list[Callable[[], Any]]] = {
        "draft": [],
        "submitted": [lambda: scene.do(CHECKER, "submit")],
        "expert_review": [lambda: scene.do(Party.MAKER, "accept"), lambda: _invite(scene)],
        "public_notice": [lambda: vote(scene), lambda: _lay_open(scene)],
        "published": [scene.past_notice, lambda: scene.second("publish", effective_from="")],
    }
    if state == "withdrawn":
        scene.do(CHECKER, "withdraw")
    elif state == "refused":
        _go(ways, "submitted")
        scene.second("refuse", grounds="不符合要求")
    else:
        _go(ways, state if state in ways else "published")
    if state == "abolished":
        scene.second("abolish", transition="照旧")
    elif state == "superseded":
        supersede(scene)
    return scene.case


def _invite(scene: Scene) -> None:
    """The formula encoded and confirmed, all experts invited."""
    story = scene.more["story"]
    story.version = scene.case
    story.encode()
    for expert in story.experts:
        scene.do(Party.MAKER, "invite_expert", expert=expert.user_id)


def _lay_open(scene: Scene) -> None:
    scene.do(Party.MAKER, "lay_open", summary="征求意见")


def vote(scene: Scene, vote: str = "approve") -> None:
    story = scene.more["story"]
    story.version = scene.case
    for expert in story.experts:
        story.vote(expert, vote)


def supersede(scene: Scene) -> None:
    """The next version is published in its place."""
    story, first = scene.more["story"], scene.uuid
    later = Story(scene.owner, story.clerk, story.chief, story.experts)
    later.approved(version_code="V02", supersedes=str(first), transition_zh="一年内改用新版。")
    scene.uuid = later.version.pk
    _lay_open(scene)
    scene.past_notice()
    scene.second("publish", effective_from="")
    scene.uuid = first


def _project(scene: Scene, state: str) -> Case:
    project = draft_project(scene.owner, address=ADDRESS)
    scene.uuid = project.pk
    scene.more["agent"] = agent = make_organisation()
    grant_mandate(
        actor=scene.actor(CHECKER), owner=scene.owner.organisation, agent=agent, scopes=["apply"],
        valid_from=dt.date(2026, 1, 1), valid_to=dt.date(2026, 12, 31), document="委托书 1 号",
        reason="委托代理",
    )  # fmt: skip
    ways: dict[str, list[Callable[[], Any]]] = {
        "draft": [],
        "submitted": [lambda: scene.do(CHECKER, "submit")],
        "public_notice": [lambda: scene.do(Party.MAKER, "accept")],
        "validation": [scene.past_notice, lambda: scene.do(Party.MAKER, "end_notice")],
        "review": [lambda: engage(scene), lambda: sign(scene)],
        "registered": [lambda: scene.second("register")],
        "deregistered": [lambda: scene.second("deregister", basis="bureau")],
    }
    branches = {
        "accept_correction": ("submitted", lambda: ask(scene, "ask_before_accepting")),
        "review_correction": ("review", lambda: ask(scene, "ask_in_review")),
        "refused": ("review", lambda: scene.second("refuse")),
        "withdrawn": ("draft", lambda: scene.do(CHECKER, "withdraw")),
        "lapsed": ("submitted", lambda: lapse(scene, "ask_before_accepting")),
    }
    _branch(ways, branches, state)
    return scene.case


def ask(scene: Scene, step: str) -> None:
    scene.do(Party.MAKER, step, items="缺少权属证明")


def lapse(scene: Scene, step: str) -> None:
    ask(scene, step)
    past_correction(scene)
    scene.do(Party.OPERATOR, "lapse")


def past_correction(scene: Scene) -> None:
    clock = scene.case.clocks.get(name="correction", status="running")
    scene.go_to(clock.due_on + dt.timedelta(days=1))


def engage(scene: Scene) -> None:
    scene.do(CHECKER, "name_vvb", organisation=str(scene.body.organisation.pk))


def declared(scene: Scene) -> None:
    engage(scene)
    scene.do(BODY, "declare_no_conflict")


def signing(scene: Scene) -> dict[str, Any]:
    """What the body signs with."""
    data = {"conclusion": "positive", "statement": "符合方法学要求", "uploads": [PDF]}
    case = scene.case
    if case.kind == "report":
        more = {"revision_sha256": case.applied_revision.sha256, "verified_t": case.applied_t}
        return data | more
    return data


def sign(scene: Scene) -> None:
    scene.do(BODY, "declare_no_conflict")
    scene.do(Party.VVB_CHECKER, "sign_conclusion", **signing(scene))


def _change(scene: Scene, state: str) -> Case:
    _project(scene, "registered")
    project = Project.objects.get(pk=scene.uuid)
    scene.uuid = begin_change(actor=scene.actor(MAKER), project=project).pk
    ways: dict[str, list[Callable[[], Any]]] = {
        "draft": [lambda: scene.do(MAKER, "edit", title="青岚一期光伏（扩）", reasons="名称有误")],
        "submitted": [lambda: scene.do(CHECKER, "submit")],
        "review": [lambda: scene.do(Party.MAKER, "accept")],
        "approved": [lambda: scene.second("approve")],
    }
    branches = {
        "refused": ("review", lambda: scene.second("refuse")),
        "withdrawn": ("draft", lambda: scene.do(CHECKER, "withdraw")),
    }
    _branch(ways, branches, state)
    return scene.case


def _report(scene: Scene, state: str) -> Case:
    world = World(scene.owner, scene.body)
    _accounts(scene)
    scene.uuid = world.calculated().pk if state != "draft" else world.begin().pk
    ways: dict[str, list[Callable[[], Any]]] = {
        "draft": [],
        "calculated": [],
        "submitted": [lambda: _submit(scene)],
        "public_notice": [lambda: scene.do(Party.MAKER, "accept")],
        "verification": [scene.past_notice, lambda: scene.do(Party.MAKER, "end_notice")],
        "review": [lambda: engage(scene), lambda: sign(scene)],
        "registered": [lambda: scene.second("register")],
        "issued": [lambda: scene.second("issue")],
        "cancel_ordered": [lambda: scene.second("order_cancel", **ORDER)],
    }
    branches = {
        "accept_correction": ("submitted", lambda: ask(scene, "ask_before_accepting")),
        "review_correction": ("review", lambda: ask(scene, "ask_in_review")),
        "refused": ("review", lambda: scene.second("refuse")),
        "withdrawn": ("draft", lambda: scene.do(CHECKER, "withdraw")),
        "lapsed": ("submitted", lambda: lapse(scene, "ask_before_accepting")),
    }
    _branch(ways, branches, state)
    return scene.case


ORDER = {"quantity_t": 1000, "document": "京环执〔2026〕8 号"}


def _accounts(scene: Scene) -> None:
    """The applicant's, and the buffer's."""
    account_for(scene.owner.organisation)
    buffer = account_for(make_organisation(name_zh="缓冲池管理中心"))
    parameter("R-BUFFER-01", "pooled_methodologies", POOLED)
    parameter("R-BUFFER-01", "buffer_share", BUFFER_SHARE)
    parameter("R-BUFFER-01", "buffer_account", buffer.number)


def _submit(scene: Scene) -> None:
    scene.do(MAKER, "attach", category="monitoring_report", uploads=[PDF])
    scene.do(CHECKER, "submit")


def _go(ways: dict[str, list[Callable[[], Any]]], until: str) -> None:
    for state, acts in ways.items():
        for act in acts:
            act()
        if state == until:
            return


def _branch(ways: dict[str, Any], branches: dict[str, Any], state: str) -> None:
    """Along the way, or to where a branch leaves it and then there."""
    start, then = branches.get(state, (state, None))
    if start not in ways:
        raise AssertionError(f"no way to the state {state!r} is known: write one")
    _go(ways, start)
    if then is not None:
        then()


BUILDERS: dict[str, Builder] = {
    "methodology": _methodology, "project": _project, "change": _change, "report": _report,
}  # fmt: skip
