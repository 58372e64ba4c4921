"""Who acts for an organisation, in which role, from when to when.

One person has one role in one organisation at a time (the database keeps it,
``sql/0001_one_membership.sql``). Whether it is in force follows from its dates alone.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core import clock
from governance.audit.history import Documented
from registry.organisations.models.organisation import Organisation


class MemberRole(models.TextChoices):
    MAKER = "maker", "经办"
    CHECKER = "checker", "复核"
    ADMIN = "admin", "管理员"


class Membership(Documented):
    """A user's role in an organisation over ``[valid_from, valid_to)``."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name="用户",
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name="单位"
    )
    role = models.CharField("角色", max_length=8, choices=MemberRole)
    valid_from = models.DateTimeField("生效时间", default=clock.now)
    valid_to = models.DateTimeField("终止时间", null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="邀请人",
    )

    trail_holder = "organisation"

    class Meta:
        verbose_name = "单位成员"
        verbose_name_plural = "单位成员"
        ordering = ["organisation", "user", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="organisations_membership_role_known", condition=Q(role__in=list(MemberRole))
            ),
            models.CheckConstraint(
                name="organisations_membership_period",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.user} · {self.get_role_display()}"

    @property
    def status(self) -> str:
        """``pending``, ``active`` or ``ended``, by its dates and the clock."""
        now = clock.now()
        if self.valid_to is not None and self.valid_to <= now:
            return "ended"
        return "active" if self.valid_from <= now else "pending"
