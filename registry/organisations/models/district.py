"""Districts of the municipalities served: GB/T 2260 codes, and functional areas with codes of ours.

Shipped by migration. A code is never reused for another area.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class District(models.Model):
    class Kind(models.TextChoices):
        DISTRICT = "district", "市辖区"
        COUNTY = "county", "县"
        COUNTY_CITY = "county_city", "县级市"
        FUNCTIONAL = "functional", "功能区"

    code = models.CharField("代码", max_length=12, primary_key=True)
    name_zh = models.CharField("名称", max_length=40)
    name_en = models.CharField("英文名称", max_length=60)
    municipality = models.CharField("所属城市", max_length=20)
    kind = models.CharField("类型", max_length=12, choices=Kind)

    class Meta:
        verbose_name = "区县"
        verbose_name_plural = "区县"
        ordering = ["code"]
        constraints = [
            # GB/T 2260 gives six digits; functional areas have none and carry letters instead.
            models.CheckConstraint(
                name="organisations_district_code_shape",
                condition=Q(kind="functional", code__regex=r"^[A-Z]{2}-[A-Z]{2,8}$")
                | (~Q(kind="functional") & Q(code__regex=r"^[1-9][0-9]{5}$")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} · {self.name_zh}"
