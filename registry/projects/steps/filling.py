"""填报: what the applicant edits while it may."""

from __future__ import annotations

from registry.casework import common_steps
from registry.casework.kinds import Step
from registry.casework.parties import Party
from registry.projects import forms
from registry.projects.categories import PUBLIC, RESERVED
from registry.projects.models import State
from registry.projects.models.project import EDITABLE
from registry.projects.services import editing, mandates

MAKER, CHECKER = frozenset({Party.OWNER_MAKER}), frozenset({Party.OWNER_CHECKER})
WHILE_EDITABLE = frozenset(EDITABLE)
CLAIMING = frozenset(
    set(State) - {State.REFUSED, State.WITHDRAWN, State.LAPSED, State.DEREGISTERED}
)
RUNNING = CLAIMING - {State.REGISTERED}

STEPS = (
    Step(
        code="edit", zh="填写申请内容", en="edit", parties=MAKER, states=WHILE_EDITABLE,
        effect=editing.edit, form=forms.ContentForm,
    ),
    common_steps.attach(WHILE_EDITABLE, public=PUBLIC, reserved=RESERVED),
    Step(
        code="set_shares", zh="填写收益分配", en="set the shares", parties=MAKER,
        states=WHILE_EDITABLE, effect=editing.set_shares, form=forms.SharesForm,
    ),
    Step(
        code="add_claim", zh="申报其他机制", en="declare a claim elsewhere", parties=MAKER,
        states=CLAIMING, effect=editing.add_claim, form=forms.ClaimForm,
    ),
    Step(
        code="remove_claim", zh="撤销申报", en="take back a declaration", parties=MAKER,
        states=WHILE_EDITABLE, effect=editing.remove_claim, form=forms.RemoveClaimForm,
        offered=lambda project: project.claims.exists(),
    ),
    Step(
        code="appoint_agent", zh="委托代理单位", en="appoint an agent", parties=CHECKER,
        states=RUNNING, effect=mandates.appoint_agent, form=forms.AgentForm,
        offered=lambda project: bool(mandates.agents_of(project.applicant_id)),
        warning="代理单位可办理本申请，直到委托期满或终止。",
    ),
    Step(
        code="dismiss_agents", zh="停止代理", en="dismiss the agents", parties=CHECKER,
        states=RUNNING, effect=mandates.dismiss_agents, offered=mandates.has_agents,
    ),
)  # fmt: skip
