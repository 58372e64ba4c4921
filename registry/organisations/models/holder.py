"""The common identity of whoever can hold units: an organisation or a natural person.

The ledger names holders by (kind, uuid); the uuid *is* that of the organisation or person, so one
name can never mean two. ``display_name`` may be shown in public: a person's is masked.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from registry.organisations.models.organisation import Organisation
from registry.organisations.models.person import Person


class Holder(models.Model):
    class Kind(models.TextChoices):
        ORGANISATION = "organisation", "单位"
        PERSON = "person", "自然人"

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
                )
                | Q(kind="person", person__isnull=False, person=F("uuid"), organisation=None),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name
