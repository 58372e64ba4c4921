"""Shares in the proceeds of a collective project: agreed percentages, in sum exactly 100.

``sql/0001_content.sql``: rows change only while the project itself may be edited, or by a change that
was approved.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from registry.organisations.models import Organisation
from registry.projects.models.project import Project


class ProjectShare(models.Model):
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="单位"
    )
    percent = models.DecimalField("比例（%）", max_digits=9, decimal_places=6)

    class Meta:
        verbose_name = "收益分配"
        verbose_name_plural = "收益分配"
        ordering = ["-percent", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation"], name="projects_share_once"),
            models.CheckConstraint(
                name="projects_share_range", condition=Q(percent__gt=0, percent__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.percent.normalize():f}%"
