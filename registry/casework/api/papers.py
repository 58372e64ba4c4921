"""How the parts of one case are told: what was applied for and all that hangs on it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from registry.casework.api.serializers import CaseSerializer, NamedValueSerializer
from registry.casework.models import Clock
from registry.casework.selectors.clock_names import clock_name


class SectionSerializer(serializers.Serializer[Any]):
    """A heading with rows, or a table whose first row are headings, or formulas as MathML."""

    title = serializers.CharField()
    rows = NamedValueSerializer(many=True)
    table = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    html = serializers.CharField()


class DocumentSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    category = serializers.CharField()
    category_zh = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size_bytes = serializers.IntegerField()
    sha256 = serializers.CharField()
    public = serializers.BooleanField(help_text="随公示公开 / shown with the notice")
    replaces = serializers.UUIDField(source="replaces_id", allow_null=True)
    current = serializers.BooleanField(help_text="是否为现行版本 / not replaced by a later one")
    added_at = serializers.DateTimeField()


class NoticeOfCaseSerializer(serializers.Serializer[Any]):
    """In full at ``/notices/{uuid}``."""

    uuid = serializers.UUIDField()
    title = serializers.CharField()
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    provisional = serializers.BooleanField()
    ended_at = serializers.DateTimeField(allow_null=True)


class ClockSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    name_zh = serializers.SerializerMethodField()
    rule = serializers.CharField()
    working_days = serializers.IntegerField()
    status = serializers.CharField(help_text="running, stopped, ended")
    due_on = serializers.DateField()
    provisional = serializers.BooleanField()
    ended_on = serializers.DateField(allow_null=True)

    def get_name_zh(self, each: Clock) -> str:
        return clock_name(each)


class ParticipantSerializer(serializers.Serializer[Any]):
    """``organisation`` is null for an expert; experts are listed for the bureau only."""

    part = serializers.CharField()
    part_zh = serializers.CharField(source="get_part_display")
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    name = serializers.SerializerMethodField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)

    def get_name(self, each: Any) -> str:
        return str(each.organisation_name or each.user_name)


class LetterSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    kind = serializers.CharField()
    number = serializers.CharField()
    title = serializers.CharField()
    addressee = serializers.CharField()
    issued_on = serializers.DateField()


class CorrectionSerializer(serializers.Serializer[Any]):
    items = serializers.CharField()
    asked_at = serializers.DateTimeField()
    due_on = serializers.DateField()
    provisional = serializers.BooleanField()
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class OfferedStepSerializer(serializers.Serializer[Any]):
    """``second``: it is proposed, and done when another approves."""

    code = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    second = serializers.BooleanField()


class InsideSerializer(serializers.Serializer[Any]):
    """For those who take part in the case or work on it."""

    opinions = SectionSerializer(many=True)
    clocks = ClockSerializer(many=True)
    participants = ParticipantSerializer(many=True)
    letters = LetterSerializer(many=True)
    corrections = CorrectionSerializer(many=True)
    steps = OfferedStepSerializer(
        many=True, help_text="本人现在可以办理的 / what the caller may do now"
    )


class CaseDetailSerializer(CaseSerializer):
    sections = SectionSerializer(many=True)
    documents = DocumentSerializer(many=True)
    notices = NoticeOfCaseSerializer(many=True, source="notices_told")
    inside = serializers.SerializerMethodField(help_text="不对外；对公众为空 / null to the public")

    @extend_schema_field(InsideSerializer(allow_null=True))
    def get_inside(self, case: Any) -> Any:
        return InsideSerializer(case.within).data if case.within else None
