"""Serial search for programs: the public page's facts with their codes, the same parties named by the same
rule (``disclosure/parties.py``), the same pages.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.serializers import StrictSerializer
from core.api.views import PublicView
from disclosure import parties
from disclosure.api.batches import BatchSerializer
from disclosure.api.words import Words, WordsSerializer, words
from disclosure.serial_input import normalised
from disclosure.serial_texts import ACTS, BUCKETS, PURPOSES
from disclosure.views.serials import PARTS, STEPS
from registry.ledger.models.buckets import Act
from registry.ledger.selectors.serial_facts import Present, SerialHistory, Step
from registry.ledger.selectors.serial_history import serial_history


class SerialQuery(StrictSerializer):
    q = serializers.CharField(
        max_length=300, help_text="序列号或号段 / a serial or a printed block"
    )
    start = serializers.IntegerField(
        default=1,
        min_value=1,
        max_value=9_999_999_999,
        help_text="从该序号起的号段 / blocks from here",
    )
    earlier = serializers.RegexField(
        r"^[0-9]{1,18}\.[0-9]{1,9}$",
        required=False,
        help_text="上一答复中的 earlier / from the answer before",
    )


class StepSerializer(serializers.Serializer[Any]):
    entry = serializers.IntegerField()
    act = serializers.CharField()
    act_name = WordsSerializer()
    on_date = serializers.DateField()
    serials = serializers.CharField(help_text="随之变动的整个号段 / the whole range that moved")
    source = WordsSerializer()  # type: ignore[assignment]
    source_bucket = serializers.CharField()
    destination = WordsSerializer()
    destination_bucket = serializers.CharField()
    purpose = serializers.CharField(allow_null=True)
    purpose_name = WordsSerializer(allow_null=True)
    project_name = serializers.CharField()
    proof = serializers.CharField(help_text="证明文件的地址 / where its proof is had")


class PartSerializer(serializers.Serializer[Any]):
    """Units that lie in one place now; ``steps`` latest first, ``earlier`` where they go on."""

    serials = serializers.CharField()
    quantity_t = serializers.IntegerField()
    bucket = serializers.CharField()
    bucket_name = WordsSerializer()
    holder = WordsSerializer(help_text="依法公开的才写名称 / named only where the fact is public")
    steps = StepSerializer(many=True)
    earlier = serializers.CharField(allow_null=True)


class SerialSerializer(serializers.Serializer[Any]):
    serials = serializers.CharField()
    quantity_t = serializers.IntegerField()
    batch = BatchSerializer()
    parts = PartSerializer(many=True)
    next_start = serializers.IntegerField(
        allow_null=True, help_text="还有号段时，下一次的 start / where further blocks begin"
    )


class SerialView(PublicView):
    """Any serial or printed block: its batch, where its units are now, every step there. Blanks,
    full-width characters and small letters are put right first."""

    parameters = frozenset({"q", "start", "earlier"})
    refuses = (404, 422)

    @extend_schema(
        operation_id="serials_search",
        tags=["serials"],
        summary="查序列号 / Look up a serial",
        parameters=[SerialQuery],
        responses=SerialSerializer,
    )
    def get(self, request: Request) -> Response:
        query = SerialQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        earlier = asked.get("earlier", "").partition(".")
        history = serial_history(
            normalised(asked["q"]),
            start=asked["start"],
            blocks=PARTS,
            steps=STEPS,
            earlier=(int(earlier[0]), int(earlier[2])) if earlier[0] else None,
        )
        return Response(SerialSerializer(told(history)).data)


def told(history: SerialHistory) -> dict[str, Any]:
    """The page's facts, and no other field of what the ledger knows."""
    return {
        "serials": history.serials,
        "quantity_t": history.quantity_t,
        "batch": history.batch,
        "parts": [_part(present) for present in history.present],
        "next_start": history.present[-1].last + 1 if history.more else None,
    }


def _part(present: Present) -> dict[str, Any]:
    return {
        "serials": present.serials,
        "quantity_t": present.quantity_t,
        "bucket": present.bucket.value,
        "bucket_name": words(BUCKETS[present.bucket]),
        "holder": _both(lambda english: parties.of_present(present, english=english)),
        "steps": [_step(step) for step in reversed(present.steps)],
        "earlier": "{}.{}".format(*present.earlier) if present.earlier else None,
    }


def _step(step: Step) -> dict[str, Any]:
    purpose = step.detail.get("purpose") if step.act == Act.RETIRE else None
    return {
        "entry": step.entry,
        "act": step.act.value,
        "act_name": words(ACTS.get(step.act, (str(step.act.label), step.act.value))),
        "on_date": step.on_date,
        "serials": step.serials,
        "source": _both(lambda english: parties.of_step(step, english=english)[0]),
        "source_bucket": step.source_bucket.value,
        "destination": _both(lambda english: parties.of_step(step, english=english)[1]),
        "destination_bucket": step.destination_bucket.value,
        "purpose": purpose if purpose in PURPOSES else None,
        "purpose_name": words(PURPOSES[purpose]) if purpose in PURPOSES else None,
        "project_name": step.detail.get("project_name", "") if step.act == Act.ISSUE else "",
        "proof": reverse("disclosure:evidence-proof", args=[step.entry]),
    }


def _both(say: Any) -> Words:
    return words((say(False), say(True)))
