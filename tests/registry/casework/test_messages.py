"""Messages: who is told, and that each goes out once, also when the first try fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from registry.casework.models import Message
from registry.casework.services.messages import mark_read, tell
from registry.casework.services.sending import TRIES
from tests.registry.casework.people import Company, company, draft_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Company:
    owner = company()
    project = draft_project(owner)
    tell(
        project, ["owner"], title="BJ-XM-2026-0001：受理", body="材料齐备", but=owner.maker.user_id
    )
    return owner


def test_everybody_of_the_part_is_told_but_who_did_it(owner: Company) -> None:
    assert [each.user_id for each in Message.objects.all()] == [owner.checker.user_id]


def test_one_reads_ones_own_only(owner: Company) -> None:
    uuids = list(Message.objects.values_list("uuid", flat=True))
    assert mark_read(actor=owner.maker, messages=uuids) == 0
    assert mark_read(actor=owner.checker, messages=uuids) == 1
    assert mark_read(actor=owner.checker, messages=uuids) == 0


def test_mail_goes_out_once(owner: Company) -> None:
    message = Message.objects.get()
    message.user.email = "wu@example.com"
    message.user.save()
    call_command("send_messages")
    call_command("send_messages")
    assert [(each.subject, each.to) for each in mail.outbox] == [
        ("BJ-XM-2026-0001：受理", ["wu@example.com"])
    ]
    assert mail.outbox[0].body.startswith("材料齐备")


def test_without_an_address_the_page_is_enough(owner: Company) -> None:
    call_command("send_messages")
    assert mail.outbox == []
    assert Message.objects.get().sent_at is not None


class Broken:
    def address_of(self, message: Message) -> str:
        return "x"

    def send(self, address: str, message: Message) -> None:
        raise OSError("no route")


def test_what_fails_is_tried_again_and_given_up(owner: Company, settings) -> None:
    settings.MESSAGE_CHANNELS = [f"{__name__}.Broken"]
    for _ in range(TRIES):
        with pytest.raises(CommandError, match="1 条没有发出"):
            call_command("send_messages")
    call_command("send_messages")  # given up: nothing is waiting
    message = Message.objects.get()
    assert (message.tries, message.sent_at) == (TRIES, None)


def test_sms_lines_carry_the_title_only(owner: Company, settings, tmp_path: Path) -> None:
    settings.MESSAGE_CHANNELS = ["registry.casework.delivery.SmsOutbox"]
    settings.SMS_OUTBOX = str(tmp_path / "sms.jsonl")
    message = Message.objects.get()
    message.user.phone = "13800000000"
    message.user.save()
    call_command("send_messages")
    line = json.loads((tmp_path / "sms.jsonl").read_text(encoding="utf-8"))
    assert (line["to"], line["text"]) == ("13800000000", "BJ-XM-2026-0001：受理")
    assert "材料齐备" not in str(line)
