"""Forms of the steps that several kinds of cases share (:mod:`registry.casework.common_steps`)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q

from core import clock
from governance.identity.models import RoleGrant
from governance.identity.roles import Role
from registry.casework.forms import FilesForm, StepForm
from registry.casework.kinds import kind_of
from registry.casework.models import Case, Comment
from registry.casework.services.files import current_files


class CorrectionForm(StepForm):
    items = forms.CharField(
        label="需补正的内容",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60}),
        help_text="每行一项，将写入补正通知书。",
    )


class DocumentsForm(FilesForm):
    """Documents of one category of the case's kind; one of them may take the place of an earlier."""

    category = forms.ChoiceField(label="材料类别")
    replaces = forms.ChoiceField(label="替换", required=False)

    def __init__(self, *args: Any, reserved: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["materials"].required = True
        known = kind_of(self.case).categories.items()
        self.fields["category"].choices = [each for each in known if each[0] not in reserved]  # type: ignore[attr-defined]
        files = [each for each in current_files(self.case) if each.category not in reserved]
        earlier = [(str(each.uuid), each.name) for each in files]
        self.fields["replaces"].choices = [("", "（新增，不替换）"), *earlier]  # type: ignore[attr-defined]

    def data_for_step(self) -> dict[str, Any]:
        found = super().data_for_step()
        return found | {"replaces": UUID(found["replaces"]) if found["replaces"] else None}


class CommentForm(StepForm):
    comment = forms.ChoiceField(label="答复的意见")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Comment.objects.filter(notice__case_id=self.case.uuid, answered_at=None)
        self.fields["comment"].choices = [  # type: ignore[attr-defined]
            (str(each.uuid), str(each)) for each in waiting
        ]


class HandlerForm(StepForm):
    """``handler`` is the id of one who may handle cases of this programme."""

    handler = forms.TypedChoiceField(label="承办人", coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].choices = handlers_of(self.case)  # type: ignore[attr-defined]


def handlers_of(case: Case) -> list[tuple[int, str]]:
    """Those whose own rights as 经办 or 复核 reach the case's programme, by name."""
    now = clock.now()
    grants = RoleGrant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now),
        valid_from__lte=now,
        role__in=[Role.MAKER, Role.CHECKER],
        programme__in=["", case.programme_id],
        user__is_active=True,
    )
    found = {each.user_id: each.user.get_full_name() for each in grants.select_related("user")}
    return sorted(found.items(), key=lambda each: each[1])
