"""A person's application to act for an organisation: to enrol one that is not registered yet, or to
join one that is. Why it was made and how it ended stand in its history.

Written by the services of this app only; once decided it stays as it is
(``sql/0004_enrolments.sql``). Its papers are kept in the database, so that a backup holds
application and proof together.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition

from core import clock
from core.ids import uuid7
from governance.audit.history import Documented
from registry.organisations.models.district import District
from registry.organisations.models.organisation import Kind, Organisation, kinds_zh


class EnrolmentAim(models.TextChoices):
    NEW = "new", "登记新单位"
    JOIN = "join", "加入已登记的单位"


class EnrolmentStatus(models.TextChoices):
    SUBMITTED = "submitted", "待办理"
    ACCEPTED = "accepted", "已通过"
    REFUSED = "refused", "未通过"


class Enrolment(FSMModelMixin, Documented):
    """``organisation`` is the one to join, or the one that came of it. The details from ``name_zh`` on
    are those of the organisation to be registered; empty when joining."""

    uuid = models.UUIDField("编号", primary_key=True, default=uuid7, editable=False)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="enrolments",
        verbose_name="申请人",
    )
    aim = models.CharField("申请事项", max_length=4, choices=EnrolmentAim)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enrolments",
        verbose_name="单位",
    )
    name_zh = models.CharField("名称", max_length=200, blank=True)
    name_en = models.CharField("英文名称", max_length=200, blank=True)
    kinds = ArrayField(
        models.CharField(max_length=20, choices=Kind), default=list, blank=True, verbose_name="类别"
    )
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, verbose_name="所在区县"
    )
    address = models.CharField("地址", max_length=300, blank=True)
    contact_name = models.CharField("联系人", max_length=50, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    contact_email = models.EmailField("电子邮箱", blank=True)
    status = FSMField(
        "状态", choices=EnrolmentStatus, default=EnrolmentStatus.SUBMITTED, protected=True
    )
    submitted_at = models.DateTimeField("提交时间", default=clock.now, editable=False)

    trail_holder = "organisation"

    class Meta:
        verbose_name = "入驻申请"
        verbose_name_plural = "入驻申请"
        ordering = ["-submitted_at", "-uuid"]
        indexes = [
            models.Index(fields=["status", "-submitted_at"], name="organisations_enrolment_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "uscc"],
                condition=Q(status="submitted"),
                name="organisations_one_live_enrolment",
            ),
            models.CheckConstraint(
                name="organisations_enrolment_status_known",
                condition=Q(status__in=list(EnrolmentStatus)),
            ),
            models.CheckConstraint(
                name="organisations_enrolment_aim",
                condition=Q(aim="new", kinds__len__gt=0) & ~Q(name_zh="")
                | Q(aim="join", organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="organisations_enrolment_outcome",
                condition=~Q(status="accepted") | Q(organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_zh or self.organisation} · {self.applicant}"

    def kinds_zh(self) -> str:
        return kinds_zh(self.kinds)

    @transition(field=status, source=EnrolmentStatus.SUBMITTED, target=EnrolmentStatus.ACCEPTED)
    def accept(self) -> None:
        """通过: the applicant becomes a member."""

    @transition(field=status, source=EnrolmentStatus.SUBMITTED, target=EnrolmentStatus.REFUSED)
    def refuse(self) -> None:
        """不予通过, for the reason in the history."""


class EnrolmentPaper(models.Model):
    """A file that proves what an application says, with its SHA-256 (the database checks it)."""

    class Kind(models.TextChoices):
        LICENCE = "licence", "营业执照"
        AUTHORISATION = "authorisation", "授权书"

    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="papers")
    kind = models.CharField("材料", max_length=13, choices=Kind)
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("文件类型", max_length=100)
    size_bytes = models.IntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField("文件内容")

    class Meta:
        verbose_name = "入驻申请材料"
        verbose_name_plural = "入驻申请材料"
        ordering = ["uuid"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "kind"], name="organisations_paper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.name}"
