"""How reports and the calculation that is applied for are told."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from registry.reductions.models import Report


class SubjectSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    code = serializers.CharField(allow_null=True)
    name = serializers.CharField(source="title")


class ReportSerializer(serializers.Serializer[Any]):
    """``revision_sha256`` names the calculation applied for, ``methodology_sha256`` its formula file."""

    uuid = serializers.UUIDField(help_text="也是 /cases 中的标识 / its case's too")
    number = serializers.CharField()
    project = SubjectSerializer(source="subject")
    programme = serializers.CharField(source="programme_id")
    period_from = serializers.DateField(help_text="监测期，首末日计入")
    period_to = serializers.DateField()
    state = serializers.CharField()
    state_zh = serializers.CharField()
    applied_t = serializers.IntegerField(allow_null=True)
    verified_t = serializers.IntegerField(allow_null=True)
    issued_t = serializers.SerializerMethodField()
    batch = serializers.SerializerMethodField(help_text="签发批次代码 / code of the batch issued")
    revision_sha256 = serializers.CharField(
        source="applied_revision.sha256", default=None, allow_null=True
    )
    methodology = serializers.CharField(
        source="applied_revision.methodology.full_code", default=None, allow_null=True
    )
    methodology_sha256 = serializers.CharField(
        source="applied_revision.definition_sha256", default=None, allow_null=True
    )
    registered_on = serializers.DateField(allow_null=True)

    def get_issued_t(self, report: Report) -> int | None:
        found = getattr(report, "issued_batch", None)
        return found.quantity_t if found else None

    def get_batch(self, report: Report) -> str | None:
        found = getattr(report, "issued_batch", None)
        return found.batch_code if found else None


class RevisionSerializer(serializers.Serializer[Any]):
    """Frozen: data, factors and every step, as ``sha256`` names them."""

    report = serializers.UUIDField(source="report_id")
    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    methodology = serializers.CharField(source="methodology.full_code")
    methodology_sha256 = serializers.CharField(source="definition_sha256")
    data_sha256 = serializers.CharField(source="data.sha256")
    inputs = serializers.DictField()
    factors = serializers.DictField()
    factors_on = serializers.DateField()
    conditions = serializers.JSONField()
    exact = serializers.CharField(help_text="精确值，十进制或分数 / exact, decimal or a fraction")
    unit = serializers.CharField()
    issued_t = serializers.IntegerField(help_text="可签发的整吨数 / whole tonnes")
    trace = serializers.ListField(child=serializers.DictField())
