"""How programmes, rule values and deadlines are told."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from governance.rulebook.calendar.deadlines import NOTICE, REVIEW
from governance.rulebook.catalogue import RULES
from governance.rulebook.models import Programme, RuleParameter


class ProgrammeSerializer(serializers.ModelSerializer[Programme]):
    class Meta:
        model = Programme
        fields = [
            *("code", "name_zh", "name_en", "authority", "legal_source", "status", "valid_from"),
        ]


class RuleParameterSerializer(serializers.ModelSerializer[RuleParameter]):
    """``value`` is text whatever its ``type``: a decimal keeps the digits it was given."""

    programme = serializers.CharField(
        source="programme_id", allow_null=True, help_text="空为没有自己数值的各机制"
    )
    rule_zh = serializers.SerializerMethodField()
    rule_en = serializers.SerializerMethodField()

    class Meta:
        model = RuleParameter
        fields = [
            *("rule", "rule_zh", "rule_en", "name", "programme", "value", "type", "unit"),
            *("legal_source", "clause", "verified", "effective_from", "effective_to"),
        ]

    def get_rule_zh(self, row: RuleParameter) -> str:
        return RULES[row.rule].zh if row.rule in RULES else ""

    def get_rule_en(self, row: RuleParameter) -> str:
        return RULES[row.rule].en if row.rule in RULES else ""


class DeadlineQuery(serializers.Serializer[Any]):
    """Either ``days``, or ``rule`` and ``programme`` that give them."""

    days = serializers.IntegerField(
        required=False, min_value=1, max_value=2_500, help_text="工作日数 / working days"
    )
    rule = serializers.ChoiceField(
        [NOTICE, REVIEW], required=False, help_text="以该规则的工作日数计算"
    )
    programme = serializers.CharField(required=False, max_length=10)

    def get_fields(self) -> dict[str, Any]:
        """``from`` is a word of Python."""
        first = serializers.DateField(
            source="first_day", help_text="首日，计入 / first day, counted"
        )
        return {"from": first, **super().get_fields()}

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if ("days" in asked) == ("rule" in asked):
            raise serializers.ValidationError({"days": "请在 days 与 rule 中恰好填写一个。"})
        if "rule" in asked and "programme" not in asked:
            raise serializers.ValidationError({"programme": "按规则计算时须写明机制。"}, "required")
        first = asked["first_day"]
        if not 2000 <= first.year <= 2199:
            raise serializers.ValidationError({"from": "须在 2000 年至 2199 年之间。"})
        code = asked.get("programme")
        if code is not None and not Programme.objects.filter(code=code).exists():
            raise serializers.ValidationError({"programme": "没有这个机制。"}, "does_not_exist")
        return asked


class DeadlineSerializer(serializers.Serializer[Any]):
    """``provisional``: a day counted lies in a year whose holidays are not announced yet; nothing
    lapses by such a day."""

    days = serializers.IntegerField()
    rule = serializers.CharField(allow_null=True)
    programme = serializers.CharField(allow_null=True)
    on = serializers.DateField(help_text="末日，计入 / last day, counted")
    provisional = serializers.BooleanField()

    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.DateField(source="first_day"), **super().get_fields()}
