"""登记、不予登记、注销登记: each takes two persons."""

from __future__ import annotations

from registry.casework import common_steps
from registry.casework.common_steps import APPLICANT
from registry.casework.forms import FilesForm
from registry.casework.kinds import Step
from registry.casework.parties import Party
from registry.projects import forms
from registry.projects.models import State
from registry.projects.services import registering

CHECKER, STAFF = frozenset({Party.OWNER_CHECKER}), frozenset({Party.MAKER})
DECIDERS = frozenset({Party.APPROVER})
REVIEW, REGISTERED = frozenset({State.REVIEW}), frozenset({State.REGISTERED})

STEPS = (
    Step(
        code="register", zh="登记项目", en="register", parties=DECIDERS, proposers=STAFF,
        second=True, states=REVIEW, move="register", check=registering.check_registrable,
        effect=registering.register, tells=APPLICANT,
        warning="登记后给出项目代码；登记的内容只能通过变更修改。",
    ),
    common_steps.refuse(REVIEW, parties=DECIDERS),
    Step(
        code="request_deregistration", zh="申请注销登记", en="ask for deregistration",
        parties=CHECKER, states=REGISTERED, form=FilesForm,
        effect=registering.request_deregistration,
    ),
    Step(
        code="deregister", zh="注销项目登记", en="deregister", parties=DECIDERS, proposers=STAFF,
        second=True, states=REGISTERED, move="deregister", form=forms.BasisForm,
        effect=registering.deregister, tells=APPLICANT,
        warning="注销后不能再次登记，也不再签发减排量。",
    ),
)  # fmt: skip
