"""Runs over one batch and over what is new: they find what lies in them and nothing else."""

from __future__ import annotations

import pytest
from django.db.models import Max

from registry.ledger.models import Block, Move
from registry.ledger.verify import Scope, verify
from tests.registry.ledger.verify.conftest import Damage
from tests.registry.ledger.verify.story import Story

WRONG_TRADE = "UPDATE ledger.move SET src_out_t = src_out_t + 1 WHERE entry = %s"


def last_entry_in(batch: int) -> int:
    return Move.objects.filter(batch=batch).aggregate(last=Max("entry_id"))["last"]


@pytest.mark.parametrize(("behind", "clean"), [(1, False), (0, True)])
def test_incremental_run_finds_only_what_is_newer(
    story: Story, damage: Damage, behind: int, clean: bool
):
    last = last_entry_in(story.batch)
    damage(WRONG_TRADE, last)
    assert verify(Scope(since=last - behind)).ok == clean


def test_incremental_run_looks_at_the_blocks_and_places_it_touched(story: Story, damage: Damage):
    last = last_entry_in(story.batch)
    damage("UPDATE ledger.block SET bought_on = '2026-01-01' WHERE entry = %s", last)
    assert verify(Scope(since=last - 1)).codes == {"block_carried", "holding_bought"}
    assert verify(Scope(since=last)).ok


def test_incremental_run_compares_with_the_reading_before(story: Story, damage: Damage):
    """The gap lies between an old move and the first new one of the same place."""
    last = last_entry_in(story.batch)
    damage(
        "UPDATE ledger.move SET dst_in_t = dst_in_t + 1 WHERE entry = %s", last
    )  # fmt: skip
    damage(
        "UPDATE ledger.holding h SET in_t = in_t + 1 FROM ledger.move m WHERE m.entry = %s"
        " AND (h.account, h.batch, h.bucket) = (m.dst_account, m.batch, m.dst_bucket)",
        last,
    )
    assert "meter_gap" in verify(Scope(since=last - 1)).codes


def test_run_over_a_batch_leaves_the_others_alone(story: Story, damage: Damage):
    damage("UPDATE ledger.block SET bought_on = '2026-01-01' WHERE batch = %s", story.other)
    assert verify(Scope(batch=story.batch)).ok
    assert verify(Scope(batch=story.other)).codes == {"block_carried", "holding_bought"}


def test_run_over_a_batch_looks_at_its_entries(story: Story, damage: Damage):
    damage(
        "UPDATE ledger.entry SET quantity_t = quantity_t + 1 WHERE id = %s",
        last_entry_in(story.batch),
    )
    assert verify(Scope(batch=story.batch)).codes == {"entry_quantity"}
    assert verify(Scope(batch=story.other)).ok


def test_counts_are_of_the_scope(story: Story):
    last = last_entry_in(story.batch)
    report = verify(Scope(since=last - 1))
    assert report.moves == Move.objects.filter(entry__gt=last - 1).count()
    assert report.blocks == Block.objects.filter(entry__gt=last - 1).count()
    assert report.batches == 1
    nothing_new = verify(Scope(since=10**9))
    assert (nothing_new.moves, nothing_new.ok) == (0, True)
