"""Serializers of what callers send."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses what it does not know: a misspelt field that is ignored would mean something else."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            strangers = [name for name in data if name not in self.fields]
            if strangers:
                known = "、".join(self.fields)
                said = f"不认识这一项，可用：{known}。"
                faults = {
                    str(name)[:60]: [serializers.ErrorDetail(said, "unknown")] for name in strangers
                }
                raise serializers.ValidationError(faults)
        return super().to_internal_value(data)
