"""The forms of the evidence log's answers, for the schema; docs/evidence.md says what each means."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class CheckpointSerializer(serializers.Serializer[Any]):
    size = serializers.IntegerField()
    root = serializers.CharField(help_text="十六进制 / hexadecimal")  # type: ignore[assignment]
    key = serializers.CharField()
    at = serializers.DateTimeField()
    note = serializers.CharField(help_text="C2SP signed-note")


class KeySerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    rotation = serializers.CharField(allow_null=True)


class CheckpointsSerializer(serializers.Serializer[Any]):
    checkpoints = CheckpointSerializer(many=True)
    next_before = serializers.IntegerField(allow_null=True)
    keys = KeySerializer(many=True)


class ConsistencySerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField()
    path = serializers.ListField(child=serializers.CharField())

    def get_fields(self) -> dict[str, Any]:
        """``from`` is a word of Python."""
        return {"from": serializers.IntegerField(), **super().get_fields()}


class ProvenEntrySerializer(serializers.Serializer[Any]):
    lines = serializers.ListField(
        child=serializers.DictField(child=serializers.CharField(allow_null=True))
    )
    index = serializers.IntegerField()
    path = serializers.ListField(child=serializers.CharField())


class ProofSerializer(serializers.Serializer[Any]):
    proof = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    id = serializers.CharField()
    leaf = serializers.DictField(child=serializers.CharField(allow_null=True))
    entry = ProvenEntrySerializer(required=False)
    index = serializers.IntegerField()
    path = serializers.ListField(child=serializers.CharField())
    checkpoint = serializers.CharField()
    key = serializers.CharField()
