"""What the chapters hand on to each other: who acts, and the numbers of what was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict
from uuid import UUID

from demo.cast.reports import PROGRAMME_OF
from demo.days import Days
from governance.identity.actor import Actor
from methodologies.publishing.models import MethodologyVersion
from registry.ledger.models import Account, Batch, Hold
from registry.organisations.models import Organisation
from registry.projects.models import Project


class Place(TypedDict):
    """A batch in an account, as the ledger's services want them named."""

    batch: int
    account: int


@dataclass
class World:
    """Actors by user name; holders, companies, their members, 经办 (``clerks``) and 复核
    (``signers``) by key; accounts by (holder, programme); methodologies by programme and code,
    projects, batches and holds by key."""

    days: Days
    actors: dict[str, Actor] = field(default_factory=dict)
    members: dict[str, Actor] = field(default_factory=dict)
    clerks: dict[str, Actor] = field(default_factory=dict)
    signers: dict[str, Actor] = field(default_factory=dict)
    companies: dict[str, Organisation] = field(default_factory=dict)
    methodologies: dict[str, MethodologyVersion] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    holders: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[tuple[str, str], int] = field(default_factory=dict)
    batches: dict[str, int] = field(default_factory=dict)
    holds: dict[str, int] = field(default_factory=dict)

    def place(self, holder: str, batch: str) -> Place:
        return {
            "batch": self.batches[batch],
            "account": self.accounts[holder, PROGRAMME_OF[batch]],
        }

    def named(self, holder: str, batch: str) -> dict[str, str]:
        """The same place as :meth:`place`, named as proposals name it: by uuid."""
        place = self.place(holder, batch)
        return {"batch": self.batch_uuid(place["batch"]), "account": self.uuid(place["account"])}

    def uuid(self, account: int) -> str:
        return str(Account.objects.values_list("uuid", flat=True).get(id=account))

    def batch_uuid(self, batch: int) -> str:
        return str(Batch.objects.values_list("uuid", flat=True).get(id=batch))

    def hold_uuid(self, key: str) -> str:
        return str(Hold.objects.values_list("uuid", flat=True).get(id=self.holds[key]))

    def staff(self, role: str, programme: str) -> Actor:
        """The bureau's person: ``maker``, ``checker`` or ``approver``."""
        return self.actors[f"{'cd' if programme == 'CD' else 'bj'}.{role}"]

    def exchange(self, programme: str) -> Actor:
        return self.actors["cd.exchange" if programme == "CD" else "bj.exchange"]


def reference(*parts: object) -> str:
    """The number of an act of the story: the same each time it is told."""
    return "示例-" + "-".join(str(part) for part in parts)
