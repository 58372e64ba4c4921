"""Holders known only from another registry's public record: a name there, and nothing else.

They have no unified social credit code and nobody here acts for them. Written once, by the import,
exactly as the record spells them; two spellings are two holders, because nothing public says more.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core import clock
from core.ids import uuid7


class ExternalHolder(models.Model):
    uuid = models.UUIDField("编号", primary_key=True, default=uuid7, editable=False)
    registry = models.CharField("来源登记簿", max_length=10)
    name = models.CharField("原登记簿所载名称", max_length=200)
    registered_at = models.DateTimeField("带入时间", default=clock.now, editable=False)

    class Meta:
        verbose_name = "外部登记簿持有人"
        verbose_name_plural = "外部登记簿持有人"
        ordering = ["registry", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["registry", "name"], name="organisations_external_once"
            ),
            models.CheckConstraint(
                name="organisations_external_registry_shape",
                condition=Q(registry__regex=r"^[A-Z]{2,10}$"),
            ),
            models.CheckConstraint(
                name="organisations_external_named", condition=~Q(name__regex=r"^\s*$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.registry}）"
