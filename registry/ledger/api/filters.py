"""What lists of accounts and holdings can be narrowed by."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet

from core.errors import CodedError
from governance.rulebook.models import Programme
from registry.ledger import serials
from registry.ledger.models import Account, Batch, Bucket, Position


class AccountFilter(django_filters.FilterSet):
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.all(), method="of_programme", label="机制 / programme"
    )
    status = django_filters.ChoiceFilter(choices=Account.Status.choices, label="状态 / status")
    holder = django_filters.UUIDFilter(field_name="holder_uuid", label="持有人编号 / holder")

    def of_programme(
        self, rows: QuerySet[Account], name: str, programme: Programme
    ) -> QuerySet[Account]:
        return rows.filter(programme=programme.code)


class HoldingFilter(django_filters.FilterSet):
    bucket = django_filters.ChoiceFilter(choices=Bucket.choices, label="位置 / bucket")
    batch = django_filters.CharFilter(method="of_batch", label="批次代码 / code of a batch")

    def of_batch(self, rows: QuerySet[Position], name: str, code: str) -> QuerySet[Position]:
        batch = batch_named(code)
        return rows.filter(batch=batch) if batch else rows.none()


def batch_named(code: str) -> Batch | None:
    """By the code printed before the numbers of a serial."""
    try:
        named = serials.parse(f"{code}_0000000001")
    except CodedError:
        return None
    fields = ("programme", "methodology", "project", "vintage", "issuance")
    return Batch.objects.filter(**{field: getattr(named, field) for field in fields}).first()
