"""Every cell through the pages of the bureau and of the portal: the buttons are the table, and an address
typed by hand is refused like a button that is not there.

The page of each case is opened by everybody in every state. The page of a step is asked for and sent to
for every eighth cell that is not offered (``MATRIX=whole``: for all of them), so that each person meets
each step and each state. Each step is taken, or proposed, through each face that offers it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from governance.audit.approvals.models import Approval
from registry.casework.kinds import Step, all_kinds
from registry.casework.models import Comment
from registry.casework.parties import Party
from registry.casework.services.notices import comment
from tests.governance.pages import text
from tests.registry.matrix import cells
from tests.registry.matrix.building import build
from tests.registry.matrix.cells import Cell
from tests.registry.matrix.faces import (
    ADMIN,
    FACES,
    PORTAL,
    Face,
    browser_of,
    buttons,
    filled_in,
    fresh,
)
from tests.registry.matrix.picture import changed, everything
from tests.registry.matrix.scenarios import scenario_of
from tests.registry.matrix.scene import Scene, standing_still
from tests.registry.matrix.test_service import taken

pytestmark = pytest.mark.django_db
ONE_IN = 8
# Steps that no page offers, and why.
BY_NO_PAGE = {("methodology", "supersede"): "taken by the publication of the next version"}


def covered() -> dict[tuple[str, str, str], tuple[str, Party]]:
    """(kind, step, face) → the state and the party for which it is taken there: the first of each, in
    the order of the table."""
    found: dict[tuple[str, str, str], tuple[str, Party]] = {}
    for cell in cells.cells():
        for face in FACES:
            if face.takes(cell) and cell.party:
                found.setdefault((cell.kind, cell.step, face.code), (cell.state, cell.party))
    return found


COVERED = covered()


def test_each_step_is_taken_through_each_face_that_offers_it() -> None:
    for kind in all_kinds():
        for step in kind.steps.values():
            who = step.proposers if step.second else step.parties
            for face in FACES:
                offers = bool(who & face.parties) and (face.proposes or not step.second)
                assert ((kind.code, step.code, face.code) in COVERED) == offers, step.code
            if (kind.code, step.code) not in BY_NO_PAGE:
                assert who, f"nobody has a page for {kind.code}.{step.code}"


def test_the_table_and_nothing_else(scene: Scene) -> None:
    doors = {face.code: _logged_in(scene, face) for face in FACES}
    before = everything()
    for face in FACES:
        _refused(scene, face, doors[face.code])
    assert changed(before) == [], "refused, and yet changed"
    with scene.undone():
        _commented(scene)
        for face in FACES:
            _shows_its_buttons(scene, face, doors[face.code])
    for (kind, code, name), (state, who) in COVERED.items():
        if (kind, state) == (scene.kind.code, scene.case.state):
            face = ADMIN if name == ADMIN.code else PORTAL
            with scene.undone():
                _by_button(scene, face, scene.kind.steps[code], who)


def _logged_in(scene: Scene, face: Face) -> dict[str, Client]:
    return {who: browser_of(scene, who) for who in (*sorted(face.parties), *face.nobodys)}


def _refused(scene: Scene, face: Face, clients: dict[str, Client]) -> None:
    """What is not offered: sent to by hand, and every third time asked for too."""
    found = cells.cells_in(scene.kind.code, scene.case.state)
    no_button = [cell for cell in found if cell.who in clients and face.status(cell) != 200]
    sent, wrong = fresh(scene, "越权办理"), []
    for number, cell in enumerate(cells.walked(no_button, ONE_IN)):
        client, address = clients[cell.who], face.step_of(scene, cell.step)
        answers = [client.post(address, sent)]
        if number % 3 == 0:
            answers.append(client.get(address))
        if {each.status_code for each in answers} != {face.status(cell)}:
            wrong.append((face.code, cell, [each.status_code for each in answers]))
    assert wrong == []


def _shows_its_buttons(scene: Scene, face: Face, clients: dict[str, Client]) -> None:
    """Those shown are the cells allowed now (a step hides while there is nothing to do it to)."""
    case, wrong = scene.case, []
    offered = {step.code for step in scene.kind.steps.values() if step.offered(case)}
    for who, client in clients.items():
        answer = client.get(face.page_of(scene))
        found = [Cell(scene.kind.code, case.state, step, who) for step in scene.kind.steps]
        sees = who in face.parties and found[0].sees
        assert answer.status_code == (200 if sees else 404), (face.code, who, answer.status_code)
        shown = buttons(answer, scene) if sees else set()
        wanted = {cell.step for cell in found if face.takes(cell)} & offered
        if shown != wanted:
            wrong.append((face.code, who, sorted(shown - wanted), sorted(wanted - shown)))
    assert wrong == []


@pytest.mark.parametrize("kind", [kind.code for kind in all_kinds()])
def test_who_belongs_at_the_other_face_is_turned_away(kind: str) -> None:
    with standing_still() as traveller:
        scene = build(kind, "submitted", traveller)
        step = next(iter(scene.kind.steps))
        for face in FACES:
            clients = {who: browser_of(scene, who) for who in face.others}
            before = everything()
            for client in clients.values():
                for address in (face.page_of(scene), face.step_of(scene, step)):
                    assert _away(client.get(address))
                    assert _away(client.post(address, fresh(scene)))
            assert changed(before) == []


def _away(answer: Any) -> bool:
    if answer.status_code in (403, 404, 405):
        return True
    doors = {reverse("admin:login"), reverse("portal:standing")}
    return answer.status_code == 302 and answer.url.partition("?")[0] in doors


def _by_button(scene: Scene, face: Face, step: Step, who: Party) -> None:
    data = scenario_of(scene.kind.code, step.code)(scene, who)
    before, client = scene.case, browser_of(scene, who)
    assert step.code in buttons(client.get(face.page_of(scene)), scene), (face.code, step.code)
    if step.code == "assign":
        address = reverse("admin:casework_case_assign")
        sent = {"case": str(scene.uuid), "reason": "办理", **data}
    else:
        address = face.step_of(scene, step.code)
        page = client.get(address)
        assert page.status_code == 200, text(page)
        sent = filled_in(page, step, scene.kind.code, data)
    answer = client.post(address, sent)
    assert answer.status_code == 302, (face.code, step.code, text(answer)[:3000])
    if not step.second:
        taken(scene, step, who, before)
        return
    assert scene.case.version == before.version
    assert Approval.objects.get(object_uuid=scene.uuid, status="pending").kind.endswith(step.code)


def _commented(scene: Scene) -> Comment | None:
    """A comment waits while the notice runs, so that there is something to answer."""
    notice = scene.case.notices.filter(ended_at=None).first()
    if notice is None:
        return None
    return comment(notice=notice.uuid, name="李民", contact="13800000000", text="电量如何计量？")
