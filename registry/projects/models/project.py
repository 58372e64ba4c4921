"""A project: the case of its registration. Its conditions are DOMAIN's of art. 10 of 令第31号."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django_fsm import transition

from core import clock
from governance.audit.history import Documented
from methodologies.publishing.models import MethodologyVersion
from registry.casework.models import Case


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    ACCEPT_CORRECTION = "accept_correction", "受理补正"
    PUBLIC_NOTICE = "public_notice", "公示"
    VALIDATION = "validation", "审定"
    REVIEW = "review", "审核"
    REVIEW_CORRECTION = "review_correction", "审核补正"
    REGISTERED = "registered", "已登记"
    REFUSED = "refused", "不予登记"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "已失效"
    DEREGISTERED = "deregistered", "已注销登记"


# Where the applicant may still edit what is applied for. `sql/0001_content.sql` has the same list.
EDITABLE = frozenset(
    {State.DRAFT, State.ACCEPT_CORRECTION, State.VALIDATION, State.REVIEW_CORRECTION}
)
ENDED = frozenset({State.REFUSED, State.WITHDRAWN, State.LAPSED})
SUBMITTED_STATES = [
    State.SUBMITTED, State.ACCEPT_CORRECTION, State.PUBLIC_NOTICE, State.VALIDATION,
    State.REVIEW, State.REVIEW_CORRECTION,
]  # fmt: skip


class Project(Case, Documented):
    """The applicant is the owner (项目业主). ``code`` is given at registration and stands in serials;
    the crediting period is both days included."""

    code = models.CharField("项目代码", max_length=40, null=True, unique=True, editable=False)
    methodology = models.ForeignKey(
        MethodologyVersion, null=True, blank=True, on_delete=models.PROTECT,
        related_name="projects", verbose_name="方法学",
    )  # fmt: skip
    product_class = models.CharField("产品类别", max_length=10, blank=True)
    technology = models.CharField("技术类型", max_length=100, blank=True)
    description = models.TextField("项目描述", max_length=5000, blank=True)
    address = models.CharField("项目地址", max_length=300, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    equipment = ArrayField(
        models.CharField(max_length=60), verbose_name="设备编号", default=list, blank=True
    )
    construction_from = models.DateField("开工日期", null=True, blank=True)
    operation_from = models.DateField("投运日期", null=True, blank=True)
    crediting_from = models.DateField("计入期起", null=True, blank=True)
    crediting_to = models.DateField("计入期止", null=True, blank=True)
    expected_t = models.BigIntegerField("预计年减排量（吨）", null=True, blank=True)
    additionality = models.TextField("额外性说明", max_length=5000, blank=True)
    no_legal_duty = models.BooleanField("不属于法定减排义务", default=False)
    outside_allowances = models.BooleanField("未纳入碳排放配额管理", default=False)
    not_claimed = models.BooleanField("未在其他机制重复申请", default=False)
    registered_on = models.DateField("登记日期", null=True, blank=True, editable=False)

    trail_holder = "applicant"

    class Meta:
        verbose_name = "项目"
        verbose_name_plural = "项目"
        constraints = [
            models.CheckConstraint(
                name="projects_code_shape",
                condition=Q(code=None) | Q(code__regex=r"^[A-Z0-9][A-Z0-9.-]{0,39}$"),
            ),
            models.CheckConstraint(
                name="projects_crediting_period",
                condition=Q(crediting_to=None)
                | Q(crediting_from=None)
                | Q(crediting_to__gte=F("crediting_from")),
            ),
        ]

    @classmethod
    def states(cls) -> Any:
        return State

    @property
    def crediting_over(self) -> bool:
        """Whether the last day of the crediting period has passed: by date, no step is taken."""
        return self.crediting_to is not None and self.crediting_to < clock.today()

    @transition(field="state", source=State.DRAFT, target=State.SUBMITTED)
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

    @transition(field="state", source=State.PUBLIC_NOTICE, target=State.VALIDATION)
    def end_notice(self) -> None:
        """公示结束, 进入审定."""

    @transition(field="state", source=State.VALIDATION, target=State.REVIEW)
    def conclude(self) -> None:
        """审定机构签发结论, 进入审核."""

    @transition(field="state", source=State.REVIEW, target=State.REVIEW_CORRECTION)
    def ask_in_review(self) -> None:
        """审核中要求补正."""

    @transition(field="state", source=State.REVIEW_CORRECTION, target=State.REVIEW)
    def correct_in_review(self) -> None:
        """答复审核补正."""

    @transition(field="state", source=State.REVIEW, target=State.REGISTERED)
    def register(self) -> None:
        """登记."""

    @transition(field="state", source=[State.SUBMITTED, State.REVIEW], target=State.REFUSED)
    def refuse(self) -> None:
        """不予受理, 不予登记."""

    @transition(field="state", source=[State.DRAFT, *SUBMITTED_STATES], target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """撤回."""

    @transition(
        field="state",
        source=[State.ACCEPT_CORRECTION, State.REVIEW_CORRECTION],
        target=State.LAPSED,
    )
    def lapse(self) -> None:
        """逾期未补正, 失效."""

    @transition(field="state", source=State.REGISTERED, target=State.DEREGISTERED)
    def deregister(self) -> None:
        """注销登记: never registers again."""
