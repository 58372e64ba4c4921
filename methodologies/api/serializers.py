"""How methodologies, and what was calculated by them, are told."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.serializers import StrictSerializer
from methodologies.definition import STATUSES
from methodologies.statement import STATUS_WORDS


class SourceSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    clause = serializers.CharField()
    verified = serializers.BooleanField(help_text="是否核对过原文 / read at its source")


class ParameterSerializer(serializers.Serializer[Any]):
    """An input, or a column of a table of inputs."""

    symbol = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    kind = serializers.CharField(help_text="number, integer, text, boolean")
    unit = serializers.CharField()
    monitored = serializers.BooleanField()
    optional = serializers.SerializerMethodField(help_text="可以不填 / may be left out")
    choices = serializers.ListField(child=serializers.CharField())
    factor = serializers.CharField(
        help_text="不填时取自因子表 / taken from this table when left out"
    )
    source = SourceSerializer()  # type: ignore[assignment]

    def get_optional(self, each: Any) -> bool:
        return bool(each.optional or each.default is not None or each.factor)


class TableSerializer(serializers.Serializer[Any]):
    symbol = serializers.CharField()
    name = serializers.CharField()
    min_rows = serializers.IntegerField()
    max_rows = serializers.IntegerField()
    columns = ParameterSerializer(many=True)


class MethodologySerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    version = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    status = serializers.ChoiceField(STATUSES)
    status_zh = serializers.SerializerMethodField()
    product_class = serializers.CharField()
    programmes = serializers.ListField(child=serializers.CharField())
    source = SourceSerializer()  # type: ignore[assignment]
    sha256 = serializers.CharField(help_text="定义文本的散列 / hash of the definition's bytes")

    def get_status_zh(self, each: Any) -> str:
        return STATUS_WORDS[each.status]


class MethodologyDetailSerializer(MethodologySerializer):
    aliases = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField()
    result = serializers.CharField(help_text="结果的符号 / symbol of the result")
    parameters = serializers.SerializerMethodField()
    tables = serializers.SerializerMethodField()

    @extend_schema_field(ParameterSerializer(many=True))
    def get_parameters(self, each: Any) -> Any:
        columns = {c.symbol for table in each.tables.values() for c in table.columns}
        own = [p for p in each.parameters.values() if p.symbol not in columns]
        return ParameterSerializer(own, many=True).data

    @extend_schema_field(TableSerializer(many=True))
    def get_tables(self, each: Any) -> Any:
        asked = [table for table in each.tables.values() if not table.counter]
        return TableSerializer(asked, many=True).data


class CalculationRequest(StrictSerializer):
    """Numbers may be JSON numbers, read exactly, or texts with a unit: ``"812000 MWh"``."""

    inputs = serializers.DictField(
        help_text="符号到数值；表为行的列表 / symbol to value; tables are lists"
    )
    on = serializers.DateField(
        required=False, help_text="因子适用日，默认今天 / day whose factors count"
    )
    trace = serializers.BooleanField(default=False, help_text="附上逐步计算过程 / with every step")


class ConditionSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = serializers.CharField()
    met = serializers.BooleanField(allow_null=True, help_text="空为未评估 / null: not assessed")


class NamedVersionSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    version = serializers.CharField()
    sha256 = serializers.CharField()


class CalculationSerializer(serializers.Serializer[Any]):
    """Nothing of it is kept here. A calculation is no issuance and no promise of one."""

    methodology = NamedVersionSerializer()
    on = serializers.DateField()
    exact = serializers.CharField(help_text="精确值，十进制或分数 / exact, decimal or a fraction")
    unit = serializers.CharField()
    issued_t = serializers.IntegerField(
        allow_null=True, help_text="按该方法学可签发的整吨数 / whole tonnes this would come to"
    )
    approximate = serializers.BooleanField()
    eligible = serializers.BooleanField()
    conditions = ConditionSerializer(many=True)
    factors = serializers.DictField(child=serializers.DictField())
    buffer = serializers.CharField(required=False)
    trace = serializers.ListField(child=serializers.DictField(), required=False)
