"""A methodology of a programme, and each of its versions: the version is the case.

``definition`` is the file of docs/methodology-format.md; ``definition_sha256`` names it everywhere
else. Once published neither changes: a change is a new version.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django_fsm import transition

from governance.audit.history import Documented
from governance.rulebook.models import Programme
from registry.casework.models import Case
from registry.organisations.models import Organisation


class Methodology(models.Model):
    """``code`` stands in serials: capital letters, digits, ``.`` and ``-``."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="methodologies", verbose_name="机制"
    )
    code = models.CharField("代码", max_length=30)
    name_zh = models.CharField("名称", max_length=200)
    name_en = models.CharField("英文名称", max_length=200, blank=True)
    product_class = models.CharField("产品类别", max_length=10, blank=True)

    class Meta:
        verbose_name = "方法学"
        verbose_name_plural = "方法学"
        ordering = ["programme", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"], name="publishing_methodology_once"
            ),
            models.CheckConstraint(
                name="publishing_code_shape", condition=Q(code__regex=r"^[A-Z0-9][A-Z0-9.-]{0,29}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_zh}"


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    EXPERT_REVIEW = "expert_review", "专家评估"
    PUBLIC_NOTICE = "public_notice", "公示"
    PUBLISHED = "published", "已发布"
    SUPERSEDED = "superseded", "已被取代"
    ABOLISHED = "abolished", "已废止"
    REFUSED = "refused", "不予发布"
    WITHDRAWN = "withdrawn", "已撤回"


class MethodologyVersion(Case, Documented):
    """The applicant is the lead compiler (牵头编制单位); ``district`` its district.

    ``proved_at`` and ``confirmed_at`` are about exactly the present definition: the database empties
    neither, but refuses a change of the definition that leaves one. In force from ``effective_from``
    until the day before ``ended_on``.
    """

    methodology = models.ForeignKey(
        Methodology, on_delete=models.PROTECT, related_name="versions", verbose_name="方法学"
    )
    version_code = models.CharField("版本", max_length=10)
    summary = models.TextField("适用范围与说明", max_length=5000, blank=True)
    transition_zh = models.TextField("新旧版本衔接", max_length=2000, blank=True)
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by",
        verbose_name="取代的版本",
    )  # fmt: skip
    co_compilers = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name="参编单位"
    )
    definition = models.TextField("公式文件", blank=True, max_length=500_000)
    definition_sha256 = models.CharField("公式文件 SHA-256", max_length=64, blank=True)
    proved_at = models.DateTimeField("算例验证时间", null=True, blank=True)
    confirmed_at = models.DateTimeField("编制单位确认时间", null=True, blank=True)
    confirmed_by = models.CharField("确认人", max_length=100, blank=True)
    review_round = models.IntegerField("评估轮次", default=0, editable=False)
    published_on = models.DateField("发布日期", null=True, blank=True)
    effective_from = models.DateField("施行日期", null=True, blank=True)
    ended_on = models.DateField("失效日期", null=True, blank=True)

    trail_holder = "applicant"

    class Meta:
        verbose_name = "方法学版本"
        verbose_name_plural = "方法学版本"
        constraints = [
            models.UniqueConstraint(
                fields=["methodology", "version_code"], name="publishing_version_once"
            ),
            models.CheckConstraint(
                name="publishing_version_shape",
                condition=Q(version_code__regex=r"^[A-Z0-9][A-Z0-9.]{0,9}$"),
            ),
            models.CheckConstraint(
                name="publishing_confirmed_after_proved",
                condition=Q(confirmed_at=None)
                | (Q(proved_at__isnull=False) & ~Q(definition="") & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(
                name="publishing_published_whole",
                condition=Q(published_on=None, effective_from=None, ended_on=None)
                | Q(
                    published_on__isnull=False, confirmed_at__isnull=False,
                    effective_from__gte=F("published_on"),
                ),
            ),
            models.UniqueConstraint(
                fields=["methodology"], name="publishing_one_published",
                condition=Q(published_on__isnull=False, ended_on=None),
            ),
        ]  # fmt: skip

    @classmethod
    def states(cls) -> Any:
        return State

    @property
    def full_code(self) -> str:
        """``CCER-01-002-V01``, as serials print it."""
        return f"{self.methodology.code}-{self.version_code}"

    @transition(field="state", source=State.DRAFT, target=State.SUBMITTED)
    def submit(self) -> None:
        """提交."""

    @transition(
        field="state",
        source=[State.SUBMITTED, State.EXPERT_REVIEW, State.PUBLIC_NOTICE],
        target=State.DRAFT,
    )
    def send_back(self) -> None:
        """退回."""

    @transition(field="state", source=State.SUBMITTED, target=State.EXPERT_REVIEW)
    def accept(self) -> None:
        """受理, 进入专家评估."""

    @transition(field="state", source=State.EXPERT_REVIEW, target=State.PUBLIC_NOTICE)
    def lay_open(self) -> None:
        """公示."""

    @transition(field="state", source=State.PUBLIC_NOTICE, target=State.PUBLISHED)
    def publish(self) -> None:
        """发布."""

    @transition(
        field="state",
        source=[State.SUBMITTED, State.EXPERT_REVIEW, State.PUBLIC_NOTICE],
        target=State.REFUSED,
    )
    def refuse(self) -> None:
        """不予发布."""

    @transition(
        field="state",
        source=[State.DRAFT, State.SUBMITTED, State.EXPERT_REVIEW, State.PUBLIC_NOTICE],
        target=State.WITHDRAWN,
    )
    def withdraw(self) -> None:
        """撤回."""

    @transition(field="state", source=State.PUBLISHED, target=State.SUPERSEDED)
    def supersede(self) -> None:
        """被新版本取代."""

    @transition(field="state", source=State.PUBLISHED, target=State.ABOLISHED)
    def abolish(self) -> None:
        """废止."""
