"""An import reaches accounts of external holders only, whatever its rows say."""

from __future__ import annotations

import datetime as dt

import pytest

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.ledger.models import Account, Batch
from registry.ledger.services.many import import_rows
from registry.ledger.services.units import transfer
from tests.registry.imports.files import Files, codes, issuance, retirement
from tests.registry.ledger.world import CHECKER, World, make_account, picture, ref

pytestmark = pytest.mark.django_db
OPERATOR = Actor(
    user_id=1, name="导入", roles=frozenset({Role.OPERATOR.value}), source="import.test"
)


def issue_row(holder: object, **words: object) -> dict[str, object]:
    row = {"act": "issue", "reference": ref("issue"), "holder": str(holder), "project": "P1"}
    row |= {"methodology": "SAMPLE", "vintage": 2020, "quantity_t": 5, "external_code": "X"}
    return row | {"on_date": dt.date(2020, 1, 1).isoformat(), "detail": {}} | words


def test_not_accounts_of_ours() -> None:
    World()
    ours = Account.objects.get(id=make_account().id)
    before = picture()
    (outcome,) = import_rows(
        actor=OPERATOR, programme="BJ", rows=[issue_row(ours.holder_uuid)], reason="测试"
    )
    assert outcome.error is not None
    assert outcome.error.code == "account_unknown"
    assert picture() == before


def test_units_that_went_to_one_of_ours_stay_there(blocks: Files) -> None:
    blocks.write([issuance()], []).load()
    batch = Batch.objects.get(external_code="B1")
    foreign = Account.objects.get(programme="EXT", holder_kind="external")
    ours = make_account("EXT")
    transfer(
        actor=CHECKER, batch=batch.id, source=foreign.id, destination=ours.id,
        serials=(1, 50), reason="测试", reference=ref(),
    )  # fmt: skip
    result = blocks.write(
        [issuance()], [retirement("R1", 1, 10), retirement("R2", 45, 55), retirement("R3", 51, 60)]
    ).load()
    assert codes(result) == {"R1": "range_not_held", "R2": "range_not_held"}
    assert result["retired_t"] == 10


def test_a_role_is_needed() -> None:
    clerk = Actor(user_id=1, name="经办", roles=frozenset({Role.MAKER, Role.APPROVER}))
    with pytest.raises(CodedError) as caught:
        import_rows(actor=clerk, programme="EXT", rows=[issue_row("x")], reason="测试")
    assert caught.value.code == "forbidden"


def test_a_batch_that_fits_no_serial_is_refused_alone(blocks: Files) -> None:
    blocks.write([issuance()], []).load()
    foreign = Account.objects.get(programme="EXT", holder_kind="external")
    rows = [
        issue_row(foreign.holder_uuid, project="no code"),
        issue_row(foreign.holder_uuid, vintage=1066),
        issue_row(foreign.holder_uuid),
    ]
    outcomes = import_rows(actor=OPERATOR, programme="EXT", rows=rows, reason="测试")
    assert [each.error and each.error.code for each in outcomes] == [
        "batch_malformed",
        "batch_malformed",
        None,
    ]
