"""A project on its way, by real steps: the people, and a walk to each state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine

from core import clock
from core.errors import CodedError
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.casework.approvals import approval_code, step_payload
from registry.casework.kinds import kind_of
from registry.casework.models import Case, Message
from registry.casework.services.taking import take
from registry.projects.models import ElsewhereClaim, Explanation, Project, ProjectShare
from tests.registry.casework.people import Company, company, draft_project, picture, staff
from tests.registry.vvb.bodies import PDF, body, name, vvb_picture


@contextmanager
def on(day: dt.date) -> Iterator[None]:
    with time_machine.travel(dt.datetime.combine(day, dt.time(10), clock.SHANGHAI), tick=True):
        yield


@dataclass
class Walk:
    owner: Company = field(default_factory=company)
    maker: Actor = field(default_factory=lambda: staff(Role.MAKER))
    checker: Actor = field(default_factory=lambda: staff(Role.CHECKER))
    approver: Actor = field(default_factory=lambda: staff(Role.APPROVER))
    project: Any = None
    body: Company | None = None

    def begun(self, **fields: Any) -> Walk:
        self.project = draft_project(self.owner, **fields)
        return self

    def do(self, actor: Actor, step: str, reason: str = "办理", /, **data: Any) -> Any:
        return take(actor=actor, case=self.project.pk, step=step, reason=reason, data=data)

    def decide(self, step: str, reason: str = "同意", /, **data: Any) -> Any:
        """Proposed by the 经办, approved by the 领导审批."""
        case = self.now()
        kind = kind_of(case)
        proposal = propose(
            actor=self.maker, kind=approval_code(kind, kind.step(step)),
            payload=step_payload(case, data), reason=reason,
        )  # fmt: skip
        approve(actor=self.approver, approval=proposal.uuid, reason=reason)
        return self.now()

    def now(self) -> Any:
        base = Case.objects.get(pk=self.project.pk)
        return kind_of(base).model.objects.get(pk=base.pk)

    def refused(
        self, code: str, actor: Actor, step: str, reason: str = "办理", /, **data: Any
    ) -> Any:
        return self._refused(code, lambda: self.do(actor, step, reason, **data))

    def refused_decision(self, code: str, step: str, /, **data: Any) -> Any:
        return self._refused(code, lambda: self.decide(step, **data))

    def _refused(self, code: str, act: Any) -> CodedError:
        before = everything(self.project)
        with pytest.raises(CodedError) as caught:
            act()
        assert caught.value.code == code, caught.value
        assert everything(self.project) == before
        return caught.value

    # The walk

    def submitted(self, **fields: Any) -> Walk:
        self.begun(**fields)
        self.do(self.owner.checker, "submit")
        return self

    def laid_open(self, **fields: Any) -> Walk:
        self.submitted(**fields)
        self.do(self.maker, "accept")
        return self

    def in_validation(self, **fields: Any) -> Walk:
        self.laid_open(**fields)
        with on(self.project.notices.get().closes_on + dt.timedelta(days=1)):
            self.do(self.maker, "end_notice")
        return self

    def in_review(self, conclusion: str = "positive", **fields: Any) -> Walk:
        self.in_validation(**fields)
        chosen = self.body = self.body or body()
        name(self.owner, self.project, chosen)
        self.do(chosen.maker, "declare_no_conflict")
        self.do(
            chosen.checker, "sign_conclusion", conclusion=conclusion, statement="符合方法学要求",
            uploads=[PDF],
        )  # fmt: skip
        return self

    def registered(self, **fields: Any) -> Walk:
        self.in_review(**fields)
        self.decide("register")
        self.project = self.now()
        return self


def everything(case: Case) -> tuple[Any, ...]:
    """All that a refused step of a project could have changed."""
    found = kind_of(Case.objects.get(pk=case.pk)).model.objects
    return (
        picture(case), vvb_picture(), found.filter(pk=case.pk).values().get(),
        list(Project.objects.order_by("pk").values()),
        list(ProjectShare.objects.order_by("pk").values()),
        list(ElsewhereClaim.objects.order_by("pk").values()),
        list(Explanation.objects.order_by("pk").values()), Message.objects.count(),
    )  # fmt: skip
