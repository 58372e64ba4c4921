"""Why a flag that the system raised about a project does not stand against registering it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core import clock
from registry.projects.models.project import Project


class Explanation(models.Model):
    """``flag`` names what was found, the other project included: what is found anew is not explained
    by what was found before. Written once (``sql/0001_content.sql``)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="explanations")
    flag = models.CharField("疑点", max_length=100)
    text = models.TextField("说明", max_length=2000)
    explained_by_id = models.BigIntegerField("说明人编号")
    explained_by = models.CharField("说明人", max_length=100)
    explained_at = models.DateTimeField("说明时间", default=clock.now)

    class Meta:
        verbose_name = "疑点说明"
        verbose_name_plural = "疑点说明"
        ordering = ["explained_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "flag"], name="projects_explained_once"),
            models.CheckConstraint(name="projects_explained", condition=Q(text__regex=r"\S")),
        ]

    def __str__(self) -> str:
        return f"{self.flag}：{self.text[:30]}"
