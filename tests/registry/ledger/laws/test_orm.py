"""Django's ORM against the laws, as the application's role and as the owner of the tables: what a
shell, a careless admin page or a migration might try.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, models, transaction
from pytest_django.plugin import DjangoDbBlocker

from registry.ledger.models import (
    Account,
    Batch,
    Block,
    Entry,
    Hold,
    Holding,
    Move,
    Request,
)
from tests import databases
from tests.registry.ledger.laws.target import Picture, Target, picture_through

pytestmark = pytest.mark.laws
MODELS = [Account, Batch, Block, Entry, Hold, Holding, Move, Request]
# A column of each that an owner of the table may not change either.
GUARDED: dict[type[models.Model], dict[str, Any]] = {
    Account: {"number": "X"},
    Batch: {"quantity_t": 5},
    Block: {"bucket": "trading"},
    Entry: {"quantity_t": 5},
    Hold: {"in_t": 5000},
    Holding: {"in_t": 5000},
    Move: {"src_out_t": 5},
    Request: {"reason": "另一理由"},
}


@pytest.fixture(params=["app", "owner"])
def role(
    request: pytest.FixtureRequest, target: Target, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Django connected to the target as this role; everything is rolled back."""
    with (
        django_db_blocker.unblock(),
        databases.pointed_at(target.database.server, request.param, target.database.name),
        transaction.atomic(),
    ):
        yield request.param
        transaction.set_rollback(True)


def assert_refused(act: Callable[[], Any], role: str) -> None:
    before = _picture()
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        act()
    cause = caught.value.__cause__
    assert isinstance(cause, psycopg.Error)
    if role == "app":
        assert cause.sqlstate in ("42501", "428C9"), cause  # no right, or an identity to be given
    else:
        assert cause.sqlstate in ("LE002", "40001", "23505", "428C9"), cause
    assert _picture() == before


def _picture() -> Picture:
    connection.ensure_connection()
    return picture_through(connection.connection)


def _some(model: type[models.Model]) -> Any:
    found = model._default_manager.order_by("-pk").first()
    assert found is not None
    return found


@pytest.mark.parametrize("model", MODELS)
def test_update(role: str, model: type[models.Model]) -> None:
    assert_refused(lambda: model._default_manager.update(**GUARDED[model]), role)


@pytest.mark.parametrize("model", MODELS)
def test_save(role: str, model: type[models.Model]) -> None:
    found = _some(model)
    for name, value in GUARDED[model].items():
        setattr(found, name, value)
    assert_refused(lambda: found.save(update_fields=list(GUARDED[model])), role)


@pytest.mark.parametrize("model", [Account, Batch, Entry, Hold, Request])
def test_bulk_update(role: str, model: type[models.Model]) -> None:
    found = _some(model)
    for name, value in GUARDED[model].items():
        setattr(found, name, value)
    manager = model._default_manager
    assert_refused(lambda: manager.bulk_update([found], list(GUARDED[model])), role)


@pytest.mark.parametrize("model", MODELS)
def test_delete(role: str, model: type[models.Model]) -> None:
    found = _some(model)
    assert_refused(lambda: found.delete(), role)
    everything = model._default_manager.all()
    assert_refused(lambda: everything._raw_delete("default"), role)


@pytest.mark.parametrize("model", [Account, Batch, Block, Entry, Holding, Move, Request])
def test_bulk_create_of_a_copy(role: str, model: type[models.Model]) -> None:
    again = copy.copy(_some(model))
    again._state.adding = True
    assert_refused(lambda: model._default_manager.bulk_create([again]), role)


@pytest.mark.parametrize("model", [Entry, Request, Batch])
def test_bulk_create_that_updates_what_it_meets(role: str, model: type[models.Model]) -> None:
    again = copy.copy(_some(model))
    assert_refused(
        lambda: model._default_manager.bulk_create(
            [again], update_conflicts=True, update_fields=list(GUARDED[model]), unique_fields=["id"]
        ),
        role,
    )


def test_create_blocks_from_nothing(role: str, target: Target) -> None:
    block = Block(
        batch_id=target.batch,
        first=1001,
        last=1010,
        account_id=target.a,
        bucket="available",
        quantity_t=10,
    )
    assert_refused(lambda: Block.objects.bulk_create([block]), role)


def test_create_a_balance_from_nothing(role: str, target: Target) -> None:
    holding = Holding(
        account_id=target.b, batch_id=target.batch, bucket="trading", in_t=10, out_t=0, bought_t=0,
        stop=0, waiting=False,
    )  # fmt: skip
    assert_refused(lambda: holding.save(force_insert=True), role)


def test_create_a_move_from_nothing(role: str, target: Target) -> None:
    move = Move(
        entry_id=1, line=77, batch_id=target.batch, first=1, last=10, src_account_id=target.b,
        src_bucket="available", src_out_t=10, dst_account_id=target.a, dst_bucket="available", dst_in_t=10,
    )  # fmt: skip
    assert_refused(lambda: Move.objects.bulk_create([move]), role)


@pytest.mark.parametrize(
    "query",
    [
        "UPDATE ledger.holding SET in_t = in_t + 1 RETURNING account, batch, bucket",
        "DELETE FROM ledger.holding RETURNING account, batch, bucket",
        "WITH x AS (UPDATE ledger.block SET account = 1 RETURNING *) SELECT 1 AS account, 1 AS"
        " batch, 'frozen' AS bucket",
    ],
)
def test_raw(role: str, query: str) -> None:
    assert_refused(lambda: list(Holding.objects.raw(query)), role)


def test_only_the_owner_may_lock_rows(role: str) -> None:
    if role == "app":
        assert_refused(lambda: list(Holding.objects.select_for_update()), role)
    else:
        assert list(Holding.objects.select_for_update())


def test_flush_is_refused(role: str) -> None:
    tables = [f"ledger.{model._meta.model_name}" for model in MODELS]
    with connection.cursor() as cursor:
        assert_refused(lambda: cursor.execute("TRUNCATE " + ", ".join(tables)), role)
