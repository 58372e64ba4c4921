"""The case itself: the one table that desks, lists and searches read.

``sql/0001_laws.sql`` keeps, against every client: the state moves only as its kind declares, each
move has an event with a person and a reason in the same transaction, a number once given stays, and
a case that has come to its end never changes.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin

from core import clock
from core.ids import uuid7
from governance.rulebook.models import Programme
from registry.organisations.models import District, Organisation

DRAFT = "draft"


class Case(FSMModelMixin, models.Model):
    """Subclassed (multi-table) by each kind, which declares its states and transitions.

    ``since`` is when the present state began; ``due_on`` the earliest day by which somebody must act,
    copied from the running clocks; ``version`` counts the steps taken, so that a page opened before
    another's step is refused.
    """

    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    kind = models.CharField("类别", max_length=20, editable=False)
    number = models.CharField("编号", max_length=40, null=True, unique=True, editable=False)
    title = models.CharField("名称", max_length=200)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", verbose_name="机制"
    )
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="所在区县",
    )  # fmt: skip
    applicant = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="cases", verbose_name="申请单位"
    )
    state = FSMField("状态", default=DRAFT, protected=True)
    since = models.DateTimeField("进入现状态的时间", default=clock.now, editable=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", verbose_name="承办人",
    )  # fmt: skip
    due_on = models.DateField("期限", null=True, editable=False)
    due_provisional = models.BooleanField("期限暂定", default=False, editable=False)
    version = models.IntegerField(default=0, editable=False)
    created_at = models.DateTimeField("创建时间", default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="创建人",
        editable=False,
    )  # fmt: skip

    class Meta:
        verbose_name = "办件"
        verbose_name_plural = "办件"
        ordering = ["-created_at", "-uuid"]
        indexes = [
            models.Index(fields=["kind", "state", "due_on"], name="casework_by_state"),
            models.Index(fields=["kind", "-created_at", "-uuid"], name="casework_by_age"),
            models.Index(fields=["applicant", "-created_at"], name="casework_by_applicant"),
            models.Index(
                fields=["handler", "state"], name="casework_by_handler",
                condition=Q(handler__isnull=False),
            ),
            models.Index(
                fields=["district", "kind", "state"], name="casework_by_district",
                condition=Q(district__isnull=False),
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                name="casework_number_when_submitted",
                condition=Q(state__in=["draft", "calculated", "withdrawn"])
                | Q(number__isnull=False),
            ),
            models.CheckConstraint(name="casework_titled", condition=~Q(title__regex=r"^\s*$")),
        ]

    def __str__(self) -> str:
        return f"{self.number or '（草稿）'} {self.title}"

    @property
    def state_zh(self) -> str:
        return str(self.states()(self.state).label)

    @classmethod
    def states(cls) -> Any:
        """The states of this kind: a ``TextChoices``."""
        raise NotImplementedError
