"""A case in one state, with a person for every part and each of exactly one part; time stands still and
is moved by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import time_machine
from django.db import connection, transaction

from core import clock
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.selectors import actor_of
from registry.casework.approvals import approval_code, step_payload
from registry.casework.kinds import CaseKind, Step, kind_of
from registry.casework.models import Case
from registry.casework.parties import Party
from registry.casework.services.taking import take
from tests.registry.casework.people import Company

DAY = dt.date(2026, 3, 2)


def at_ten(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(10), clock.SHANGHAI)


class _Undo(Exception):
    pass


@dataclass
class Scene:
    """``users`` by who they are (:data:`tests.registry.matrix.cells.WHO`); ``more`` what a builder
    leaves for the scenarios."""

    users: dict[str, User]
    owner: Company
    body: Company
    traveller: Any
    uuid: UUID = None  # type: ignore[assignment]
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def case(self) -> Any:
        """As it is now."""
        base = Case.objects.get(pk=self.uuid)
        return kind_of(base).model.objects.get(pk=self.uuid)

    @property
    def kind(self) -> CaseKind:
        return kind_of(Case.objects.get(pk=self.uuid))

    def actor(self, who: str) -> Actor:
        """Made anew each time: nothing of what was read before counts."""
        return actor_of(self.users[who], ip="10.9.8.7")

    def do(self, who: str, step: str, reason: str = "办理", **data: Any) -> Any:
        return take(actor=self.actor(who), case=self.uuid, step=step, reason=reason, data=data)

    def ask(self, who: str, step: Step, data: dict[str, Any]) -> Approval:
        """Propose a step of two persons."""
        return propose(
            actor=self.actor(who), kind=approval_code(self.kind, step),
            payload=step_payload(self.case, data), reason="建议办理",
        )  # fmt: skip

    def second(self, step: str, **data: Any) -> Any:
        """Proposed by the 经办, decided by the 领导审批."""
        asked = self.ask(Party.MAKER, self.kind.step(step), data)
        approve(actor=self.actor(Party.APPROVER), approval=asked.uuid, reason="同意")
        return self.case

    def go_to(self, day: dt.date) -> None:
        self.traveller.move_to(at_ten(day))

    def past_notice(self) -> None:
        """The day after the running notice's last."""
        self.go_to(self.case.notices.get(ended_at=None).closes_on + dt.timedelta(days=1))

    def into_the_present(self) -> None:
        """The day after the database's own, where that is later: it counts some days by itself."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_date")
            (today,) = cursor.fetchone()
        self.go_to(max(today, clock.today()) + dt.timedelta(days=1))

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is done within is undone, and the time is what it was."""
        moment = clock.now()
        try:
            with transaction.atomic():
                yield
                raise _Undo
        except _Undo:
            pass
        finally:
            self.traveller.move_to(moment)


@contextmanager
def standing_still() -> Iterator[Any]:
    with time_machine.travel(at_ten(DAY), tick=False) as traveller:
        yield traveller
