"""How accounts, holdings and entries are told. Quantities are whole tonnes of CO2e."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from registry.ledger.models import Account, Act, Bucket, Hold


class HolderSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField(help_text="个人姓名已隐去 / a person's is masked")


class AccountSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    number = serializers.CharField()
    programme = serializers.CharField()
    status = serializers.ChoiceField(Account.Status.choices)
    opened_at = serializers.DateTimeField()
    holder = HolderSerializer()
    balances = serializers.DictField(
        child=serializers.IntegerField(), help_text="位置到吨数，空位置不列 / tonnes by bucket"
    )


class HoldSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    kind = serializers.ChoiceField(Hold.Kind.choices)
    document = serializers.CharField()
    expires_on = serializers.DateField(allow_null=True)


class HoldingSerializer(serializers.Serializer[Any]):
    """Tonnes of one batch in one place; what a hold keeps is a row of its own."""

    batch = serializers.CharField(source="batch.code")
    bucket = serializers.ChoiceField(Bucket.choices)
    quantity_t = serializers.IntegerField()
    hold = HoldSerializer(source="kept", allow_null=True)


class LineSerializer(serializers.Serializer[Any]):
    serials = serializers.CharField()
    quantity_t = serializers.IntegerField()
    went = serializers.ChoiceField(
        Bucket.choices,
        allow_null=True,
        help_text="从本账户的哪个位置转出 / out of this account's bucket",
    )
    came = serializers.ChoiceField(
        Bucket.choices,
        allow_null=True,
        help_text="转入本账户的哪个位置 / into this account's bucket",
    )
    counterparty = serializers.CharField(help_text="场内交易不列对方 / in a trade, the market")


class EntrySerializer(serializers.Serializer[Any]):
    """``lines`` are those of this account, 200 at most."""

    entry = serializers.IntegerField(source="id")
    act = serializers.ChoiceField(Act.choices)
    on_date = serializers.DateField()
    at = serializers.DateTimeField(source="request.at")
    quantity_t = serializers.IntegerField(help_text="整笔业务的数量 / of the whole act")
    price_cny = serializers.DecimalField(
        max_digits=14, decimal_places=2, allow_null=True, help_text="元/吨 / CNY a tonne"
    )
    source = serializers.CharField()  # type: ignore[assignment]
    reference = serializers.CharField()
    undoes = serializers.IntegerField(allow_null=True)
    lines = LineSerializer(many=True)
