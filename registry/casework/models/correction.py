"""补正: what was asked for, by when, and what came back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core import clock
from registry.casework.models.case import Case


class Correction(models.Model):
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    items = models.TextField("需补正的内容", max_length=4000)
    asked_by = models.CharField("提出人", max_length=100)
    asked_at = models.DateTimeField("提出时间", default=clock.now)
    due_on = models.DateField("期限")
    provisional = models.BooleanField("暂定", default=False)
    answer = models.TextField("补正说明", max_length=4000, blank=True)
    answered_by = models.CharField("补正人", max_length=100, blank=True)
    answered_at = models.DateTimeField("补正时间", null=True, blank=True)

    class Meta:
        verbose_name = "补正"
        verbose_name_plural = "补正"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at=None), name="casework_correction_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.items[:30]}"
