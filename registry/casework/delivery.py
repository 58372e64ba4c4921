"""Ways in which a message leaves the house besides the page: e-mail, and SMS behind an adapter.

``MESSAGE_CHANNELS`` in the settings names the classes in use. A channel says where a person is reached
(nothing: not by it) and sends; what it raises means "try again later".
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string

from core import clock
from registry.casework.models import Message


class Channel(Protocol):
    def address_of(self, message: Message) -> str: ...

    def send(self, address: str, message: Message) -> None: ...


class Email:
    """To the address the person gave, through Django's mail settings."""

    def address_of(self, message: Message) -> str:
        return message.user.email

    def send(self, address: str, message: Message) -> None:
        text = f"{message.body}\n\n请登录系统查看和办理。此邮件由系统发出，请勿回复。"
        send_mail(message.title, text.strip(), None, [address])


class SmsOutbox:
    """One line of JSON per message, appended to the file ``SMS_OUTBOX``, from where the gateway of the
    operator takes them. Only the title goes out: an SMS is read on lock screens."""

    def address_of(self, message: Message) -> str:
        return message.user.phone

    def send(self, address: str, message: Message) -> None:
        line = {"id": str(message.uuid), "to": address, "text": message.title}
        line["at"] = clock.now().isoformat()
        with Path(settings.SMS_OUTBOX).open("a", encoding="utf-8") as outbox:
            outbox.write(json.dumps(line, ensure_ascii=False) + "\n")


def channels() -> list[Channel]:
    return [import_string(name)() for name in settings.MESSAGE_CHANNELS]
