"""A body engaged in a case: to validate a project or to verify a report, until it signs or leaves.

``sql/0001_laws.sql`` keeps: what was signed, or has ended, never changes; nothing is signed without
the declaration of no conflict of interest, nor while findings are open.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core import clock
from core.ids import uuid7
from registry.casework.models import Case
from registry.organisations.models import Organisation


class Role(models.TextChoices):
    VALIDATE = "validate", "审定"
    VERIFY = "verify", "核查"


class Mode(models.TextChoices):
    """Who chose the body (R-VVB-02)."""

    NAMED = "named", "申请单位委托"
    ASSIGNED = "assigned", "主管部门指派"


class Conclusion(models.TextChoices):
    POSITIVE = "positive", "肯定"
    NEGATIVE = "negative", "否定"


_UNSIGNED = Q(
    signed_at=None, signed_by_id=None, signed_by="", conclusion="", statement="", revision_sha256=""
)


class Engagement(models.Model):
    """``revision_sha256`` names exactly what was signed; ``statement`` is the conclusion in words.
    ``ended_at`` is when it left without signing."""

    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="engagements")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="engagements", verbose_name="机构"
    )
    role = models.CharField("工作", max_length=8, choices=Role)
    mode = models.CharField("委托方式", max_length=8, choices=Mode)
    named_at = models.DateTimeField("委托时间", default=clock.now)
    named_by_id = models.BigIntegerField("委托人编号")
    named_by = models.CharField("委托人", max_length=100)
    declared_at = models.DateTimeField("无利益冲突声明时间", null=True)
    declared_by_id = models.BigIntegerField("声明人编号", null=True)
    declared_by = models.CharField("声明人", max_length=100, blank=True)
    conclusion = models.CharField("结论", max_length=8, choices=Conclusion, blank=True)
    statement = models.TextField("结论说明", max_length=4000, blank=True)
    revision_sha256 = models.CharField("所签内容 SHA-256", max_length=64, blank=True)
    signed_at = models.DateTimeField("签发时间", null=True)
    signed_by_id = models.BigIntegerField("签发人编号", null=True)
    signed_by = models.CharField("签发人", max_length=100, blank=True)
    ended_at = models.DateTimeField("退出时间", null=True)

    class Meta:
        verbose_name = "审定核查委托"
        verbose_name_plural = "审定核查委托"
        ordering = ["named_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(signed_at=None, ended_at=None), name="vvb_engaged_once"
            ),
            models.CheckConstraint(
                name="vvb_signed_whole",
                condition=_UNSIGNED
                | Q(
                    signed_at__isnull=False, signed_by_id__isnull=False, ended_at=None,
                    declared_at__isnull=False, conclusion__in=list(Conclusion),
                    statement__regex=r"\S", revision_sha256__regex="^[0-9a-f]{64}$",
                ),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation", "-named_at"], name="vvb_engagements_of"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}：{self.organisation}"

    @property
    def live(self) -> bool:
        """Whether it is at work: neither signed nor left."""
        return self.signed_at is None and self.ended_at is None
