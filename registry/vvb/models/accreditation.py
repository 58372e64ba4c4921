"""The list of accredited bodies, as the bureau keeps it: which document, for what, from when to when."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from governance.audit.history import Documented
from methodologies.definition import PRODUCT_CLASSES
from registry.organisations.models import Organisation

SCOPES = [(each, each) for each in PRODUCT_CLASSES]


class Accreditation(Documented):
    """In force from ``valid_from`` to ``valid_to``, both days included, while ``suspended`` says
    nothing. ``scopes`` are classes of products, as methodologies name them."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="accreditations", verbose_name="机构"
    )
    scopes = ArrayField(models.CharField(max_length=10, choices=SCOPES), verbose_name="业务范围")
    document = models.CharField("批准文号", max_length=100)
    valid_from = models.DateField("有效期起")
    valid_to = models.DateField("有效期止")
    suspended = models.CharField("暂停原因", max_length=500, blank=True)

    trail_holder = "organisation"

    class Meta:
        verbose_name = "审定核查资质"
        verbose_name_plural = "审定核查资质"
        ordering = ["organisation__name_zh", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "document"], name="vvb_accredited_once"
            ),
            models.CheckConstraint(
                name="vvb_accredited_period", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="vvb_scopes_known",
                condition=Q(scopes__contained_by=list(PRODUCT_CLASSES)) & Q(scopes__len__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}（{self.document}）"
