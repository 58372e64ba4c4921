"""A ledger that only its own functions wrote is clean, whole and by increments, after every act."""

from __future__ import annotations

import pytest
from django.db.models import Max

from registry.ledger.models import Block, Entry, Move
from registry.ledger.models.buckets import Act
from registry.ledger.verify import Scope, verify
from tests.registry.ledger.verify.story import Story

pytestmark = pytest.mark.django_db


def last_entry() -> int:
    return Entry.objects.aggregate(last=Max("id"))["last"] or 0


def test_an_empty_ledger_is_clean():
    report = verify()
    assert report.as_dict() == {
        "ok": True,
        "batches": 0,
        "blocks": 0,
        "moves": 0,
        "violations": [],
    }


def test_clean_after_every_act():
    story = Story()
    before = last_entry()
    acts = 0
    for act in story.tell():
        acts += 1
        for scope in (Scope(), Scope(since=before)):
            assert verify(scope).violations == [], (act, scope)
        before = last_entry()
    assert acts > 30
    told = set(Entry.objects.values_list("act", flat=True))
    assert told == set(Act.values), "an act is missing from the story"


def test_clean_by_batch_and_from_zero():
    story = Story()
    for _ in story.tell():
        pass
    report = verify(Scope(batch=story.batch))
    assert report.violations == []
    assert report.batches == 1
    assert report.moves == Move.objects.filter(batch=story.batch).count()
    assert report.blocks == Block.objects.filter(batch=story.batch).count()
    assert verify(Scope(since=0)).violations == []
    assert verify().moves == Move.objects.count()
