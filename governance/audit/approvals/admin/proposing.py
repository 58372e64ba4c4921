"""Buttons that propose: each opens a form, and what it asks for waits in 复核 for another person.

A button is offered only to those who may propose it in the programme of the object, by a role of
their own or in another's place; by hand anyone else is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from governance.audit.approvals import standing
from governance.audit.approvals.admin.lent import lent
from governance.audit.approvals.admin.proposal_form import ProposalForm
from governance.audit.approvals.kinds import kind_of
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from governance.identity.admin_acts import Act, ActPages
from governance.identity.roles import Role
from governance.identity.web import request_actor


def proposal(
    name: str,
    label: str,
    kind: str,
    form: type[ProposalForm],
    offered: Callable[[Any], bool],
    warning: str = "",
    *,
    roles: frozenset[Role],
) -> Act:
    """A button that proposes an act of ``kind``, with what ``form`` collects."""

    def perform(actor: Actor, obj: Any, data: dict[str, Any]) -> str:
        approval = propose(
            actor=actor,
            kind=kind,
            payload=data["payload"],
            reason=data["reason"],
            attachments=data["uploads"],
            key=data["ticket"],
        )
        return submitted(approval)

    return Act(
        name=name,
        label=label,
        roles=roles,
        perform=perform,
        offered=offered,
        warning=f"{warning}提交后由另一人复核，通过后才办理。",
        form=form,
        submit="提交复核",
        kind=kind,
    )


def submitted(approval: Approval) -> str:
    """What the person is told after proposing, with the way to it."""
    url = reverse("admin:approvals_approval_change", args=[approval.uuid])
    return format_html('已提交复核：<a href="{}">{}</a>。通过后才办理。', url, approval)


class Proposing(ActPages):
    """Put before the bases of an admin page whose ``acts`` (some or all) propose."""

    def programme_of(self, obj: Any) -> str:
        return str(obj.programme)

    def may_act(self, request: HttpRequest, act: Act, obj: Any) -> bool:
        if not act.kind:
            return super().may_act(request, act, obj)
        return self._may_propose(request, kind_of(act.kind).maker_roles, obj)

    def _may_propose(self, request: HttpRequest, roles: frozenset[Role], obj: Any) -> bool:
        actor, programme = request_actor(request), self.programme_of(obj)
        return standing.capacity(actor, roles, programme, lent(request)) is not None

    def offered_acts(self, request: HttpRequest, obj: Any) -> Iterable[Act]:
        """The same roles are asked about once, however many acts they propose."""
        answers: dict[frozenset[Role], bool] = {}
        found = []
        for act in (each for each in self.acts if each.offered(obj)):
            roles = act.roles
            if act.kind and roles not in answers:
                answers[roles] = self.may_act(request, act, obj)
            if answers[roles] if act.kind else self.may_act(request, act, obj):
                found.append(act)
        return found
