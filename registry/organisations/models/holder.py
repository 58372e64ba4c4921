"""The common identity of whoever can hold units: an organisation, a natural person, or a holder known
only from another registry.

The ledger names holders by (kind, uuid); the uuid *is* that of the organisation, person or
external holder, so one name can never mean two. ``display_name`` may be shown in public: a person's
is masked.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from registry.organisations.models.external import ExternalHolder
from registry.organisations.models.organisation import Organisation
from registry.organisations.models.person import Person


class Holder(models.Model):
    class Kind(models.TextChoices):
        ORGANISATION = "organisation", "单位"
        PERSON = "person", "自然人"
        EXTERNAL = "external", "外部登记簿持有人"

    uuid = models.UUIDField("编号", primary_key=True, editable=False)
    kind = models.CharField("类型", max_length=12, choices=Kind)
    organisation = models.OneToOneField(
        Organisation,
        null=True,
        on_delete=models.PROTECT,
        related_name="holder",
        verbose_name="单位",
    )
    person = models.OneToOneField(
        Person, null=True, on_delete=models.PROTECT, related_name="holder", verbose_name="自然人"
    )
    external = models.OneToOneField(
        ExternalHolder,
        null=True,
        on_delete=models.PROTECT,
        related_name="holder",
        verbose_name="外部登记簿持有人",
    )
    display_name = models.CharField("显示名称", max_length=200)

    class Meta:
        verbose_name = "持有人"
        verbose_name_plural = "持有人"
        ordering = ["display_name", "uuid"]
        constraints = [
            models.CheckConstraint(
                name="organisations_holder_is_one",
                # NULL = uuid is unknown, not false: a check passes on unknown, so say "not null".
                condition=Q(
                    kind="organisation",
                    organisation__isnull=False,
                    organisation=F("uuid"),
                    person=None,
                    external=None,
                )
                | Q(
                    kind="person",
                    person__isnull=False,
                    person=F("uuid"),
                    organisation=None,
                    external=None,
                )
                | Q(
                    kind="external",
                    external__isnull=False,
                    external=F("uuid"),
                    organisation=None,
                    person=None,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name
