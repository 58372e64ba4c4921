"""``manage.py send_messages``: e-mail (and SMS, where set up) of what was not sent yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.casework.services.sending import TRIES, send_messages


class Command(BaseCommand):
    help = (
        "发送尚未发出的消息；每分钟运行，可重复运行。/ "
        "Sends the messages not sent yet; every minute, and harmless to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = send_messages()
        self.stdout.write(f"已发送 {sent} 条，失败 {failed} 条。/ {sent} sent, {failed} failed.")
        if failed:
            raise CommandError(
                f"{failed} 条没有发出，下次再试（每条至多 {TRIES} 次）。原因见日志。/ "
                f"{failed} were not sent and will be tried again. The log says why."
            )
