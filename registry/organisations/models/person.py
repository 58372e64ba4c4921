"""Natural persons, registered under their real name.

The number of the identity document is never stored: only a keyed hash (unique, and enough to find
the person by the full number), the last four characters, and a masked form for people to read.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from core import clock
from core.ids import uuid7
from governance.audit.history import Documented
from registry.organisations.models.district import District


class IdType(models.TextChoices):
    RESIDENT_ID = "resident_id", "居民身份证"
    PASSPORT = "passport", "护照"
    HMT_PERMIT = "hmt_permit", "港澳台居民来往（居住）证件"
    FOREIGN_PR = "foreign_pr", "外国人永久居留身份证"


class Person(Documented):
    uuid = models.UUIDField("编号", primary_key=True, default=uuid7, editable=False)
    real_name = models.CharField("姓名", max_length=50)
    id_type = models.CharField("证件类型", max_length=12, choices=IdType)
    id_hash = models.CharField(max_length=64, editable=False)
    id_last4 = models.CharField("证件号后四位", max_length=4, editable=False)
    id_masked = models.CharField("证件号码", max_length=30, editable=False)
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, verbose_name="所在区县"
    )
    phone = models.CharField("电话", max_length=30, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="person",
        verbose_name="登录用户",
    )
    registered_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    trail_holder = "uuid"
    trail_hidden = frozenset({"id_hash"})

    class Meta:
        verbose_name = "自然人"
        verbose_name_plural = "自然人"
        ordering = ["real_name", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["id_hash"], name="organisations_person_once"),
            models.CheckConstraint(
                name="organisations_person_hash_shape", condition=Q(id_hash__regex="^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="organisations_person_id_masked", condition=Q(id_masked__contains="*")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.real_name}（{self.id_masked}）"
