"""Forms of the panel of experts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from core import clock
from governance.identity.models import User
from governance.identity.roles import Role
from methodologies.publishing.forms.compiling import area
from methodologies.publishing.models import ExpertReview
from methodologies.publishing.rules.scoring import CRITERIA, OPINION_LEAST, OPINION_MOST
from registry.casework.forms import StepForm


def experts_of(programme: str) -> list[tuple[int, str]]:
    """Users who are experts of the programme now, as choices."""
    now = clock.now()
    found = User.objects.filter(
        Q(role_grants__valid_to=None) | Q(role_grants__valid_to__gt=now),
        role_grants__role=Role.EXPERT,
        role_grants__programme__in=["", programme],
        role_grants__valid_from__lte=now,
        is_active=True,
    ).distinct()
    return [(user.pk, user.get_full_name()) for user in found.order_by("real_name", "pk")]


class InviteForm(StepForm):
    expert = forms.TypedChoiceField(label="专家", coerce=int)
    field_order = ["expert", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = self.case.reviews.filter(round=self.case.review_round)
        taken = set(here.values_list("expert_id", flat=True))
        self.fields["expert"].choices = [  # type: ignore[attr-defined]
            each for each in experts_of(self.case.programme_id) if each[0] not in taken
        ]
        self.fields["reason"].help_text = "编制单位可见，请勿写专家姓名。"


class ReleaseForm(StepForm):
    expert = forms.TypedChoiceField(label="专家", coerce=int)
    field_order = ["expert", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = self.case.reviews.filter(round=self.case.review_round, vote="", left_at=None)
        self.fields["expert"].choices = [  # type: ignore[attr-defined]
            (each.expert_id, each.expert.get_full_name()) for each in here.select_related("expert")
        ]
        self.fields["reason"].help_text = "编制单位可见，请勿写专家姓名。"


class DeclareForm(StepForm):
    conflict = forms.TypedChoiceField(
        label="声明", coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("no", "与编制单位及本方法学无利益冲突"), ("yes", "有利益冲突，回避")],
    )  # fmt: skip
    text = forms.CharField(label="利益冲突的情况", required=False, max_length=1000, widget=area(3))
    field_order = ["conflict", "text", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["reason"] = "提交利益冲突声明"


class ScoreForm(StepForm):
    """Whole points by criterion, and the opinion."""

    opinion = forms.CharField(
        label="评估意见", min_length=OPINION_LEAST, max_length=OPINION_MOST, widget=area(8)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in CRITERIA:
            self.fields[each.code] = forms.IntegerField(
                label=f"{each.zh}（满分 {each.most}）", min_value=0, max_value=each.most
            )
        self.order_fields([*[each.code for each in CRITERIA], "opinion", "reason"])
        self.initial["reason"] = "提交评分和意见"
        review = self._own()
        if review is not None:
            self.initial["opinion"] = review.opinion
            self.initial = dict(self.initial) | {
                code: points for code, (points, _) in review.scores.items()
            }

    def _own(self) -> ExpertReview | None:
        found: ExpertReview | None = self.case.reviews.filter(
            round=self.case.review_round, expert_id=getattr(self.actor, "user_id", None)
        ).first()
        return found


class VoteForm(StepForm):
    vote = forms.ChoiceField(
        label="结论", choices=ExpertReview.Vote.choices, widget=forms.RadioSelect
    )
    field_order = ["vote", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["reason"] = "提交表决"
