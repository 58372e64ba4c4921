"""A reduction report: the case of one monitoring period of one project.

``sql/0001_laws.sql`` keeps: live periods of a project never share a day (R-PERIOD-01), what was
applied for is what was verified, and an issued report has exactly its batch (R-ISSUE-01).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django_fsm import transition

from governance.audit.history import Documented
from registry.casework.models import Case
from registry.projects.models import Project


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    CALCULATED = "calculated", "已计算"
    SUBMITTED = "submitted", "已提交"
    ACCEPT_CORRECTION = "accept_correction", "受理补正"
    PUBLIC_NOTICE = "public_notice", "公示"
    VERIFICATION = "verification", "核查"
    REVIEW = "review", "审核"
    REVIEW_CORRECTION = "review_correction", "审核补正"
    REGISTERED = "registered", "已登记"
    ISSUED = "issued", "已签发"
    CANCEL_ORDERED = "cancel_ordered", "责令取消中"
    REFUSED = "refused", "不予登记"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "已失效"


OWN_STATES = [State.DRAFT, State.CALCULATED]
SUBMITTED_STATES = [
    State.SUBMITTED, State.ACCEPT_CORRECTION, State.PUBLIC_NOTICE, State.VERIFICATION,
    State.REVIEW, State.REVIEW_CORRECTION,
]  # fmt: skip


class Report(Case, Documented):
    """``subject`` is the project, the applicant its owner. The period is both days included.

    ``applied_t`` are the tonnes of ``applied_revision``, the one calculation that is applied for;
    ``verified_t`` what the verifying body signed. ``claims_period`` follows the state and is written by
    the database.
    """

    subject = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="reports", verbose_name="项目"
    )
    period_from = models.DateField("监测期起")
    period_to = models.DateField("监测期止")
    claims_period = models.BooleanField("占用监测期", default=True, editable=False)
    applied_revision = models.ForeignKey(
        "reductions.CalculationRevision", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", verbose_name="申请采用的核算版本", editable=False,
    )  # fmt: skip
    applied_t = models.BigIntegerField("申请减排量（吨）", null=True, blank=True, editable=False)
    verified_t = models.BigIntegerField("核查减排量（吨）", null=True, blank=True, editable=False)
    registered_on = models.DateField("登记日期", null=True, blank=True, editable=False)

    trail_holder = "applicant"

    class Meta:
        verbose_name = "减排量核算报告"
        verbose_name_plural = "减排量核算报告"
        constraints = [
            models.CheckConstraint(
                name="reductions_period", condition=Q(period_to__gte=F("period_from"))
            ),
            models.CheckConstraint(
                name="reductions_tonnes_not_negative",
                condition=(Q(applied_t=None) | Q(applied_t__gte=0))
                & (Q(verified_t=None) | Q(verified_t__gte=0)),
            ),
            models.CheckConstraint(
                name="reductions_applied_with_revision",
                condition=Q(applied_t=None, applied_revision=None)
                | Q(applied_t__isnull=False, applied_revision__isnull=False),
            ),
        ]

    @classmethod
    def states(cls) -> Any:
        return State

    @property
    def inputs(self) -> dict[str, Any]:
        """The data in force, as the engine reads them: exact decimals as texts with their unit."""
        found = self.data_versions.order_by("-number").first()
        return dict(found.inputs) if found else {}

    @transition(field="state", source=OWN_STATES, target=State.DRAFT)
    def edit(self) -> None:
        """填报数据: what was calculated no longer holds."""

    @transition(field="state", source=OWN_STATES, target=State.CALCULATED)
    def calculate(self) -> None:
        """计算."""

    @transition(field="state", source=State.CALCULATED, target=State.SUBMITTED)
    def submit(self) -> None:
        """提交申请."""

    @transition(field="state", source=State.SUBMITTED, target=State.ACCEPT_CORRECTION)
    def ask_before_accepting(self) -> None:
        """受理前要求补正."""

    @transition(field="state", source=State.ACCEPT_CORRECTION, target=State.SUBMITTED)
    def correct_before_accepting(self) -> None:
        """答复受理补正."""

    @transition(field="state", source=State.SUBMITTED, target=State.PUBLIC_NOTICE)
    def accept(self) -> None:
        """受理, 开始公示."""

    @transition(field="state", source=State.PUBLIC_NOTICE, target=State.VERIFICATION)
    def end_notice(self) -> None:
        """公示结束, 进入核查."""

    @transition(field="state", source=State.VERIFICATION, target=State.REVIEW)
    def conclude(self) -> None:
        """核查机构签发结论, 进入审核."""

    @transition(field="state", source=State.REVIEW, target=State.VERIFICATION)
    def verify_again(self) -> None:
        """退回核查."""

    @transition(field="state", source=State.REVIEW, target=State.REVIEW_CORRECTION)
    def ask_in_review(self) -> None:
        """审核中要求补正."""

    @transition(field="state", source=State.REVIEW_CORRECTION, target=State.REVIEW)
    def correct_in_review(self) -> None:
        """答复审核补正."""

    @transition(field="state", source=State.REVIEW, target=State.REGISTERED)
    def register(self) -> None:
        """登记."""

    @transition(field="state", source=State.REGISTERED, target=State.ISSUED)
    def issue(self) -> None:
        """签发: 减排量进入账户."""

    @transition(field="state", source=State.ISSUED, target=State.CANCEL_ORDERED)
    def order_cancelling(self) -> None:
        """责令取消虚假减排量."""

    @transition(field="state", source=State.CANCEL_ORDERED, target=State.ISSUED)
    def close_order(self) -> None:
        """取消完毕, 结案."""

    @transition(field="state", source=[State.SUBMITTED, State.REVIEW], target=State.REFUSED)
    def refuse(self) -> None:
        """不予受理, 不予登记."""

    @transition(field="state", source=[*OWN_STATES, *SUBMITTED_STATES], target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """撤回."""

    @transition(
        field="state",
        source=[State.ACCEPT_CORRECTION, State.REVIEW_CORRECTION],
        target=State.LAPSED,
    )
    def lapse(self) -> None:
        """逾期未补正, 失效."""
