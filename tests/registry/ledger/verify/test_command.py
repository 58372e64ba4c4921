"""``manage.py verify_ledger``: exit codes, the last line, arguments."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from registry.ledger.models import Batch
from tests.registry.ledger.verify.conftest import Damage
from tests.registry.ledger.verify.story import Story

BROKEN = "UPDATE ledger.block SET bought_on = '2026-01-01' WHERE batch = %s"


def lines_of(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("verify_ledger", *arguments, stdout=out)
    return out.getvalue().splitlines()


def broken_lines_of(*arguments: str) -> list[str]:
    out = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("verify_ledger", *arguments, stdout=out)
    assert end.value.code == 1
    return out.getvalue().splitlines()


def test_last_line_of_a_clean_ledger(story: Story):
    last: dict[str, Any] = json.loads(lines_of()[-1])
    assert list(last) == ["ok", "batches", "blocks", "moves", "violations"]
    assert (last["ok"], last["batches"], last["violations"]) == (True, 2, [])
    assert last["blocks"] > 0
    assert last["moves"] > 0


def test_json_prints_nothing_else(story: Story):
    (line,) = lines_of("--json")
    assert json.loads(line)["ok"]


def test_violations_are_told_in_both_languages_and_exit_is_one(story: Story, damage: Damage):
    damage(BROKEN, story.other)
    lines = broken_lines_of()
    last = json.loads(lines[-1])
    assert not last["ok"]
    violation, consequence = last["violations"]
    assert consequence["code"] == "holding_bought"
    batch = Batch.objects.get(id=story.other)
    assert violation["code"] == "block_carried"
    assert violation["law"] == "replay"
    assert violation["where"]["serials"] == batch.serial(1, 50)
    assert violation["where"]["batch_code"] == batch.code
    assert violation["found"] == 1
    assert violation["message"] in lines[1]
    assert violation["message_en"] in lines[2]


@pytest.mark.parametrize("by", ["id", "code"])
def test_one_batch_by_id_or_code(story: Story, damage: Damage, by: str):
    damage(BROKEN, story.other)
    clean, broken = (Batch.objects.get(id=number) for number in (story.batch, story.other))

    def name(batch: Batch) -> str:
        return str(batch.id) if by == "id" else batch.code

    assert json.loads(lines_of("--batch", name(clean))[-1])["batches"] == 1
    assert broken_lines_of("--batch", name(broken))


def test_since(story: Story, damage: Damage):
    damage(BROKEN, story.other)
    assert json.loads(lines_of("--since", "999999")[-1])["moves"] == 0
    assert broken_lines_of("--since", "0")


@pytest.mark.parametrize(
    "batch", ["99999", "X", "9" * 30, "BJ_SAMPLE-01-V01_NONE_2025_0001", "' OR 1=1"]
)
def test_unknown_batch_is_no_violation(story: Story, batch: str):
    with pytest.raises(CommandError, match="没有批次") as caught:
        lines_of("--batch", batch)
    assert caught.value.returncode == 2


def test_batch_and_since_exclude_each_other(story: Story):
    with pytest.raises(CommandError):
        lines_of("--batch", "1", "--since", "1")
