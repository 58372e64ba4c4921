"""审核: opinions, experts, explained flags, and who handles the case."""

from __future__ import annotations

from core.errors import CodedError
from governance.identity.models import RoleGrant, User
from governance.identity.roles import Role
from governance.identity.selectors import grants_in_force
from registry.casework.given import choice_given, text_given
from registry.casework.kinds import Taking
from registry.casework.models import Case, Participant
from registry.casework.services import clocks
from registry.casework.services.participants import take_in
from registry.projects.content import content_of
from registry.projects.errors import ProjectCode
from registry.projects.flags import explain as keep_explanation
from registry.projects.services.applying import REVIEWING

OPINIONS = {"agree": "同意登记", "disagree": "不同意登记", "correct": "建议补正"}
HANDLERS = (Role.MAKER, Role.CHECKER)


def begin_review(taking: Taking) -> None:
    """When the validator has signed: the days of R-REVIEW-01 begin, and what was signed is kept."""
    clocks.start(taking.case, REVIEWING, "R-REVIEW-01")
    taking.detail["content"] = content_of(taking.case)


def give_opinion(taking: Taking) -> None:
    """``data["opinion"]``; the words stand in the reason."""
    code = choice_given(taking, "opinion", "意见", OPINIONS)
    taking.detail["opinion"] = OPINIONS[code]


def explain(taking: Taking) -> None:
    """Say in ``data["text"]`` why the flag ``data["flag"]`` does not stand against it."""
    keep_explanation(
        taking, str(taking.data.get("flag") or ""), text_given(taking, "text", "说明", 2000)
    )


def people_with(case: Case, *roles: Role) -> list[User]:
    """Active people with one of the roles in the case's programme, by name."""
    granted = RoleGrant.objects.filter(role__in=roles, programme__in=("", case.programme_id))
    found = User.objects.filter(is_active=True, pk__in=granted.values("user_id"))
    scopes = {(role.value, scope) for role in roles for scope in ("", case.programme_id)}
    return [user for user in found.order_by("real_name", "pk") if grants_in_force(user) & scopes]


def _chosen(taking: Taking, *roles: Role) -> User | None:
    wanted = str(taking.data.get("user") or "")
    return next((u for u in people_with(taking.case, *roles) if str(u.pk) == wanted), None)


def invite_expert(taking: Taking) -> None:
    """Let the expert ``data["user"]`` see the case and give an opinion. Raises ``expert_unknown``."""
    user = _chosen(taking, Role.EXPERT)
    invited = Participant.now.filter(case_id=taking.case.pk, part=Participant.As.EXPERT)
    if user is None or invited.filter(user=user).exists():
        raise CodedError(ProjectCode.EXPERT_UNKNOWN)
    take_in(taking.case, Participant.As.EXPERT, user=user.pk)
    taking.detail["expert"] = user.get_full_name()


def assign_handler(taking: Taking) -> None:
    """Set who handles the case: ``data["user"]``. Raises ``handler_unknown``."""
    user = _chosen(taking, *HANDLERS)
    if user is None:
        raise CodedError(ProjectCode.HANDLER_UNKNOWN)
    taking.case.handler_id = user.pk
    taking.detail["handler"] = user.get_full_name()
