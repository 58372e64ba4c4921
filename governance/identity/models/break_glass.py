"""A right taken in an emergency from the server's own command line, and who took it.

Its grant is an ordinary :class:`RoleGrant` with an end; this row names the operating-system user and
the machine. Neither exists without the other (``sql/0003_break_glass.sql``).
"""

from __future__ import annotations

from django.db import models

from core import clock
from governance.identity.models.people import RoleGrant


class BreakGlass(models.Model):
    grant = models.OneToOneField(RoleGrant, on_delete=models.PROTECT, related_name="break_glass")
    opened_at = models.DateTimeField("打开时间", default=clock.now)
    os_user = models.CharField("操作系统用户", max_length=100)
    host = models.CharField("主机", max_length=255)
    minutes = models.PositiveIntegerField("时长（分钟）")

    class Meta:
        verbose_name = "应急授权"
        verbose_name_plural = "应急授权"
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="identity_break_glass_named",
                condition=~models.Q(os_user="") & ~models.Q(host=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} · {self.os_user}@{self.host}"
