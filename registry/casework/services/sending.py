"""Sending what was not sent yet. Two runs at once share the work; a message that cannot be sent is
tried again in the next runs, five times in all."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from core import clock
from registry.casework.delivery import Channel, channels
from registry.casework.models import Message

TRIES = 5
log = logging.getLogger(__name__)


def send_messages(limit: int = 500) -> tuple[int, int]:
    """Send up to ``limit`` messages by every channel; how many were sent, and how many failed."""
    ways, done = channels(), [0, 0]
    seen: list[UUID] = []
    while sum(done) < limit:
        with transaction.atomic():
            waiting = Message.objects.filter(sent_at=None, tries__lt=TRIES).exclude(pk__in=seen)
            message = (
                waiting.select_for_update(of=("self",), skip_locked=True)
                .select_related("user").order_by("created_at").first()
            )  # fmt: skip
            if message is None:
                break
            seen.append(message.pk)
            done[0 if _send(message, ways) else 1] += 1
    return done[0], done[1]


def _send(message: Message, ways: Sequence[Channel]) -> bool:
    """Whether every channel that reaches the person took it."""
    message.tries += 1
    try:
        for way in ways:
            if address := way.address_of(message):
                way.send(address, message)
    except Exception:
        log.exception("message %s was not sent, try %s of %s", message.uuid, message.tries, TRIES)
    else:
        message.sent_at = clock.now()
    message.save(update_fields=["tries", "sent_at"])
    return message.sent_at is not None
