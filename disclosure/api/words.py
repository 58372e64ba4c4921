"""Words in both languages, side by side."""

from __future__ import annotations

from typing import Any, TypedDict

from rest_framework import serializers


class Words(TypedDict):
    zh: str
    en: str


class WordsSerializer(serializers.Serializer[Any]):
    zh = serializers.CharField()
    en = serializers.CharField()


def words(pair: tuple[str, str]) -> Words:
    return {"zh": pair[0], "en": pair[1]}
