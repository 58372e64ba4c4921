"""Who takes part in a case besides the bureau: organisations (owner, agent, validating or verifying
body) and persons (experts). Ended, never deleted; an agent's part ends with its mandate."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core import clock
from registry.casework.models.case import Case
from registry.organisations.models import Organisation


class Now(models.Manager["Participant"]):
    """Those who take part at this moment."""

    def get_queryset(self) -> models.QuerySet[Participant]:
        return super().get_queryset().filter(Q(until=None) | Q(until__gt=clock.now()))


class Participant(models.Model):
    class As(models.TextChoices):
        OWNER = "owner", "申请单位"
        AGENT = "agent", "代理单位"
        VALIDATOR = "validator", "审定机构"
        VERIFIER = "verifier", "核查机构"
        EXPERT = "expert", "评估专家"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participants")
    part = models.CharField("身份", max_length=10, choices=As)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="单位"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="人员",
    )  # fmt: skip
    since = models.DateTimeField("自", default=clock.now)
    until = models.DateTimeField("至", null=True, blank=True)

    objects = models.Manager()
    now = Now()

    class Meta:
        verbose_name = "参与方"
        verbose_name_plural = "参与方"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="casework_participant_is_one",
                condition=Q(part="expert", user__isnull=False, organisation=None)
                | (~Q(part="expert") & Q(organisation__isnull=False, user=None)),
            ),
            models.CheckConstraint(
                name="casework_participant_period",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                fields=["case", "part", "organisation"], condition=Q(until=None),
                name="casework_participant_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["case", "part", "user"], condition=Q(until=None, user__isnull=False),
                name="casework_participant_user_once",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation", "case"], name="casework_cases_of_org"),
            models.Index(fields=["user", "case"], name="casework_cases_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}：{self.organisation or self.user}"
