"""The faces of cases: who comes there, the addresses, and what their pages show and send."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.ids import uuid7
from governance.audit.approvals.services.documents import Upload
from registry.casework.kinds import Step
from registry.casework.parties import OWNER, VVB, Party
from tests.governance.pages import browser
from tests.registry.matrix import cells
from tests.registry.matrix.cells import Cell
from tests.registry.matrix.scenarios import FORMS
from tests.registry.matrix.scene import Scene

Sent = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Face:
    """``parties`` come in by it and have what is theirs there; the ``others`` are turned away, the
    ``nobodys`` come in and find no such case."""

    code: str
    page: str
    step: str
    parties: frozenset[Party]
    nobodys: tuple[str, ...]
    others: tuple[str, ...]
    proposes: bool

    def page_of(self, scene: Scene) -> str:
        return reverse(self.page, args=[scene.uuid])

    def step_of(self, scene: Scene, step: str) -> str:
        return reverse(self.step, args=[scene.uuid, step])

    def takes(self, cell: Cell) -> bool:
        """Whether this face offers the cell: what takes two persons is proposed at the bureau's only."""
        return cell.button and cell.party in self.parties and (self.proposes or not cell.of.second)

    def status(self, cell: Cell) -> int:
        """Of the page of a step, as the table has it."""
        if cell.party not in self.parties or not cell.sees:
            return 404
        who = cell.of.proposers if cell.of.second else cell.of.parties
        if cell.party not in who or (cell.of.second and not self.proposes):
            return 403
        return 200 if cell.state in cell.of.states else 409


OUTSIDE = OWNER | VVB
ADMIN = Face(
    "admin", "admin:casework_case_change", "admin:casework_case_step",
    frozenset(Party) - OUTSIDE,
    (cells.STRANGER, cells.OTHER_STAFF, cells.OTHER_DISTRICT, cells.OTHER_EXPERT,
     cells.SYSTEM_ADMIN, cells.SECURITY_ADMIN),
    (*sorted(OUTSIDE), cells.OTHER_MEMBER, cells.OTHER_BODY, cells.FORMER_MEMBER),
    proposes=True,
)  # fmt: skip
PORTAL = Face(
    "portal", "portal:case", "portal:step", OUTSIDE,
    (cells.OTHER_MEMBER, cells.OTHER_BODY),
    (*sorted(frozenset(Party) - OUTSIDE), cells.FORMER_MEMBER, *ADMIN.nobodys), proposes=False,
)  # fmt: skip
FACES = (ADMIN, PORTAL)


def browser_of(scene: Scene, who: str) -> Client:
    return browser(scene.users[who])


def buttons(answer: Any, scene: Scene) -> set[str]:
    """The steps that a page links to, the handler's among them, wherever it stands."""
    page = answer.content.decode()
    found = set(re.findall(rf"/{scene.uuid}/step/([a-z_]+)/", page))
    return found | ({"assign"} if f"assign/?case={scene.uuid}" in page else set())


def fresh(scene: Scene, reason: str = "办理") -> Sent:
    """What every page of a step sends, made from the case as it is."""
    return {"case_version": scene.case.version, "case_ticket": uuid7().hex, "reason": reason}


def filled_in(page: Any, step: Step, kind: str, data: Mapping[str, Any]) -> Sent:
    """The form of a page that was opened, filled in with what a scenario gives and sent."""
    sent: Sent = {"case_version": page.context["version"], "reason": "办理"}
    if "ticket" in page.context:
        sent["case_ticket"] = page.context["ticket"]
    for field in page.context["form"]:
        if (value := _as_text(field.value())) is not None:
            sent.setdefault(field.html_name, value)
    to_form = FORMS.get((kind, step.code), dict)
    for name, value in to_form(dict(data)).items():
        if name == "uploads":
            sent["materials"] = [_file(each) for each in value]
        elif (text := _as_text(value)) is not None:
            sent[name] = text
    return sent


def _as_text(value: Any) -> Any:
    if value is None or value is False:
        return None
    if value is True:
        return "on"
    return value.isoformat() if isinstance(value, dt.date) else value


def _file(upload: Upload) -> SimpleUploadedFile:
    return SimpleUploadedFile(upload.name, upload.content, "application/pdf")
