"""The last number given in a series and year; its row is the lock, so that none is left out."""

from __future__ import annotations

from django.db import models


class CaseNumbering(models.Model):
    series = models.CharField(max_length=40)
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        verbose_name = "编号"
        verbose_name_plural = "编号"
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="casework_numbering_once")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
