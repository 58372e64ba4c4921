"""The whole path, once: proposed, published, applied for, registered, calculated, verified, issued,
and found by anybody who searches the serial."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from registry.ledger.models import Batch
from registry.ledger.verify import Scope, verify
from registry.reductions.verifying import verify as verify_issuance
from tests.e2e.site import Site
from tests.e2e.whole_path import methodology, project, report
from tests.e2e.whole_path.cast import Cast
from tests.e2e.whole_path.walking import Walk
from tests.registry.matrix.scene import at_ten

BEGIN = dt.date(2026, 3, 2)


@pytest.fixture
def walk(site: Site) -> Iterator[Walk]:
    """The server is a thread of this process: its clock is moved with ours."""
    with time_machine.travel(at_ten(BEGIN), tick=True) as traveller:
        with transaction.atomic():
            cast = Cast()
        yield Walk(site, cast, traveller)


def test_from_a_proposed_methodology_to_issued_units(walk: Walk):
    methodology.whole(walk)
    project.whole(walk)
    report.whole(walk)
    batch = Batch.objects.get()
    assert batch.quantity_t == report.ISSUED_T
    assert verify(Scope(batch=batch.id)).ok
    assert verify(Scope()).ok
    assert list(verify_issuance()) == []
