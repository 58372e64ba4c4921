"""A change to a registered project (变更): what was, what shall be, why. Approving it is the only way in
which the content of a registered project changes (``sql/0001_content.sql``)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django_fsm import transition

from governance.audit.history import Documented
from registry.casework.models import Case
from registry.projects.models.project import Project


class ChangeState(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    REVIEW = "review", "审核"
    APPROVED = "approved", "已变更"
    REFUSED = "refused", "不予变更"
    WITHDRAWN = "withdrawn", "已撤回"


LIVE = [ChangeState.DRAFT, ChangeState.SUBMITTED, ChangeState.REVIEW]


class ProjectChange(Case, Documented):
    """``subject`` is the project. ``before`` and ``after`` hold the fields that change, by the names of
    :data:`registry.projects.content.FIELDS` and ``shares``."""

    subject = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="changes", verbose_name="项目"
    )
    before = models.JSONField("变更前", default=dict)
    after = models.JSONField("变更后", default=dict)
    reasons = models.TextField("变更原因", max_length=4000, blank=True)

    trail_holder = "applicant"

    class Meta:
        verbose_name = "项目变更"
        verbose_name_plural = "项目变更"

    @classmethod
    def states(cls) -> Any:
        return ChangeState

    @staticmethod
    def in_words(content: dict[str, Any]) -> str:
        """``before`` or ``after`` as people read them, for the comparison of versions."""
        from registry.projects.content import label_of
        from registry.projects.showing import in_words

        return "；".join(f"{label_of(n)}：{in_words(n, value)}" for n, value in content.items())

    @transition(field="state", source=ChangeState.DRAFT, target=ChangeState.SUBMITTED)
    def submit(self) -> None:
        """提交."""

    @transition(field="state", source=ChangeState.SUBMITTED, target=ChangeState.REVIEW)
    def accept(self) -> None:
        """受理, 进入审核."""

    @transition(field="state", source=ChangeState.REVIEW, target=ChangeState.APPROVED)
    def approve(self) -> None:
        """同意变更."""

    @transition(
        field="state",
        source=[ChangeState.SUBMITTED, ChangeState.REVIEW],
        target=ChangeState.REFUSED,
    )
    def refuse(self) -> None:
        """不予变更."""

    @transition(field="state", source=LIVE, target=ChangeState.WITHDRAWN)
    def withdraw(self) -> None:
        """撤回."""
