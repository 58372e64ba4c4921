"""审核: opinions, experts, explained flags."""

from __future__ import annotations

from core.errors import CodedError
from governance.identity.models import RoleGrant, User
from governance.identity.roles import Role
from governance.identity.selectors import grants_in_force
from registry.casework.common_steps import start_review
from registry.casework.given import choice_given, text_given
from registry.casework.kinds import Taking
from registry.casework.models import Case, Participant
from registry.casework.services.participants import take_in
from registry.projects.content import content_of
from registry.projects.errors import ProjectCode
from registry.projects.flags import explain as keep_explanation

OPINIONS = {"agree": "同意登记", "disagree": "不同意登记", "correct": "建议补正"}


def begin_review(taking: Taking) -> None:
    """When the validator has signed: the days of R-REVIEW-01 begin, and what was signed is kept."""
    start_review(taking)
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


def experts_of(case: Case) -> list[User]:
    """Active people with the role 专家 in the case's programme, by name."""
    granted = RoleGrant.objects.filter(role=Role.EXPERT, programme__in=("", case.programme_id))
    found = User.objects.filter(is_active=True, pk__in=granted.values("user_id"))
    scopes = {(Role.EXPERT.value, scope) for scope in ("", case.programme_id)}
    return [user for user in found.order_by("real_name", "pk") if grants_in_force(user) & scopes]


def invite_expert(taking: Taking) -> None:
    """Let the expert ``data["user"]`` see the case and give an opinion. Raises ``expert_unknown``."""
    wanted = str(taking.data.get("user") or "")
    user = next((each for each in experts_of(taking.case) if str(each.pk) == wanted), None)
    invited = Participant.now.filter(case_id=taking.case.pk, part=Participant.As.EXPERT)
    if user is None or invited.filter(user=user).exists():
        raise CodedError(ProjectCode.EXPERT_UNKNOWN)
    take_in(taking.case, Participant.As.EXPERT, user=user.pk)
    taking.detail["expert"] = user.get_full_name()
