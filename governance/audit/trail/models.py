"""Refusals: what people tried and were told they may not, or not so. Kept apart from what they
refused, so that rolling that back does not take them along. And files that people took away.

Rows are never changed or deleted (``sql/0002_refusals_are_kept.sql``,
``sql/0003_exports_are_kept.sql``).
"""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from core import clock


class Refusal(models.Model):
    """Someone logged in was refused. ``act`` is the page or address, ``thing`` what it was about."""

    at = models.DateTimeField("时间", default=clock.now)
    actor_id = models.BigIntegerField("办理人编号")
    actor_name = models.CharField("办理人", max_length=150)
    roles = models.CharField("角色", max_length=300, blank=True)
    ip = models.CharField("来源地址", max_length=45, blank=True)
    method = models.CharField("方式", max_length=8)
    path = models.CharField("地址", max_length=500)
    thing = models.CharField("对象", max_length=300, blank=True)
    code = models.CharField("代码", max_length=60)
    sentence = models.CharField("答复", max_length=1000)
    params = models.JSONField("参数", default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "被拒绝的操作"
        verbose_name_plural = "被拒绝的操作"
        default_permissions = ()
        indexes = [models.Index(fields=["at", "id"], name="trail_refusal_by_time")]

    def __str__(self) -> str:
        return f"{self.actor_name}：{self.sentence}"


class Export(models.Model):
    """Someone took a file away. ``asked`` is the filter in words, ``row_count`` how much it let out."""

    at = models.DateTimeField("时间", default=clock.now)
    actor_id = models.BigIntegerField("办理人编号")
    actor_name = models.CharField("办理人", max_length=150)
    roles = models.CharField("角色", max_length=300, blank=True)
    ip = models.CharField("来源地址", max_length=45, blank=True)
    what = models.CharField("内容", max_length=200)
    asked = models.CharField("条件", max_length=1000)
    row_count = models.PositiveIntegerField("条数")
    path = models.CharField("地址", max_length=500)

    class Meta:
        verbose_name = "导出"
        verbose_name_plural = "导出"
        default_permissions = ()
        indexes = [models.Index(fields=["at", "id"], name="trail_export_by_time")]

    def __str__(self) -> str:
        return f"{self.actor_name}：{self.what}（{self.row_count} 条）"


class Trail(models.Model):
    """The page 审计轨迹 in the admin. It has no table: sources are read where they are kept."""

    class Meta:
        managed = False
        default_permissions = ()
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
