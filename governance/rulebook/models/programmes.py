"""Programmes, and the numbers of rules with their legal source and the days they are in force.

A number of a rule never stands in code: it stands here, ``verified`` only when it was read at its
source for that programme. Values of one parameter never overlap in time (the database keeps it).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import models
from django.db.models import Q


class Programme(models.Model):
    """A programme (机制) under which units are issued. Shipped by migration, named by code;
    those of imported history are made by the import (``services.register_imported_programme``)."""

    class Status(models.TextChoices):
        IN_FORCE = "in_force", "运行中"
        SUSPENDED = "suspended", "暂停"
        ENDED = "ended", "已结束"

    code = models.CharField("代码", max_length=10, primary_key=True)
    name_zh = models.CharField("名称", max_length=100)
    name_en = models.CharField("英文名称", max_length=150)
    authority = models.CharField("主管部门", max_length=100)
    legal_source = models.CharField("依据", max_length=300)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.IN_FORCE)
    valid_from = models.DateField("起始日期", null=True, blank=True, help_text="未核实时留空")

    class Meta:
        verbose_name = "机制"
        verbose_name_plural = "机制"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="rulebook_programme_code_shape", condition=Q(code__regex=r"^[A-Z]{2,10}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_zh}（{self.code}）"


class RuleParameter(models.Model):
    """A value of a parameter of a rule, in force from its first to its last day, both included."""

    class Type(models.TextChoices):
        BOOLEAN = "boolean", "是否"
        INTEGER = "integer", "整数"
        DECIMAL = "decimal", "小数"
        DATE = "date", "日期"
        TEXT = "text", "文字"

    rule = models.CharField("规则", max_length=20)
    name = models.SlugField("参数", max_length=60)
    programme = models.ForeignKey(
        Programme,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name="机制",
        help_text="留空表示全部机制；写明机制的优先",
    )
    value = models.CharField("数值", max_length=200)
    type = models.CharField("类型", max_length=10, choices=Type)
    unit = models.CharField("单位", max_length=30, blank=True)
    legal_source = models.CharField("依据", max_length=300)
    clause = models.CharField("条款", max_length=100, blank=True)
    verified = models.BooleanField("已核实", default=False, help_text="是否在原文中核对过")
    effective_from = models.DateField("生效日期")
    effective_to = models.DateField("失效日期（含）", null=True, blank=True)

    class Meta:
        verbose_name = "规则参数"
        verbose_name_plural = "规则参数"
        ordering = ["rule", "name", "-effective_from"]
        constraints = [
            models.CheckConstraint(
                name="rulebook_parameter_rule_shape",
                condition=Q(rule__regex=r"^R-[A-Z]{2,12}-[0-9]{2}$"),
            ),
            models.CheckConstraint(
                name="rulebook_parameter_period",
                condition=Q(effective_to=None) | Q(effective_to__gte=models.F("effective_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.name} = {self.value} {self.unit}".rstrip()

    def typed(self) -> bool | int | Decimal | dt.date | str:
        """The value as its type says; ``ValueError`` when the text does not read as that type."""
        match self.type:
            case self.Type.BOOLEAN:
                return {"true": True, "false": False}[self.value]
            case self.Type.INTEGER:
                return int(self.value)
            case self.Type.DECIMAL:
                return Decimal(self.value)
            case self.Type.DATE:
                return dt.date.fromisoformat(self.value)
        return self.value
