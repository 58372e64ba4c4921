"""One serial from issuance to now: the selector and ``manage.py serial``."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.errors import CodedError
from registry.ledger.models import Batch, Hold
from registry.ledger.models.buckets import Act, Bucket
from registry.ledger.selectors import serial_history as selector
from registry.ledger.selectors.serial_history import serial_history
from registry.ledger.services import holds, units
from registry.ledger.services.accounts import open_account
from registry.ledger.services.settlement import Trade, settle
from tests.registry.ledger.world import (
    CHECKER,
    DAY,
    EXCHANGE,
    World,
    holder_of,
    make_account,
    make_batch,
    ref,
)
from tests.registry.organisations.holders import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def travelled() -> tuple[World, Batch]:
    """Serials 81–100 deposited by the first account, 91–100 sold to the second, 96–100 frozen."""
    w = World(n=2, each_t=100)
    a, b = w.accounts
    units.deposit(
        actor=holder_of(a),
        batch=w.batch,
        account=a,
        serials=(81, 100),
        reason="挂牌",
        reference=ref(),
    )
    trade = Trade("成交-1", a, b, w.batch, 10, Decimal("84.50"))
    settle(actor=EXCHANGE, trade=trade, on=DAY, reason="日终交割")
    holds.freeze(
        actor=CHECKER, batch=w.batch, account=b, serials=(96, 100), document="（2026）京0105执1号",
        reason="法院协助执行", reference=ref(),
    )  # fmt: skip
    return w, Batch.objects.get(id=w.batch)


def test_whole_history_of_one_serial(travelled: tuple[World, Batch]):
    w, batch = travelled
    a, b = w.accounts
    history = serial_history(batch.serial(97, 97))
    (present,) = history.present
    assert (history.batch, history.quantity_t, history.more) == (batch, 1, False)
    assert (present.party.account, present.bucket) == (b, Bucket.FROZEN)
    assert present.hold is not None
    assert present.hold.document == "（2026）京0105执1号"
    assert present.hold.kind == Hold.Kind.JUDICIAL
    steps = present.steps
    assert [step.act for step in steps] == [Act.ISSUE, Act.DEPOSIT, Act.SETTLE, Act.FREEZE]
    assert [step.serials for step in steps] == [
        batch.serial(1, 100),
        batch.serial(81, 100),
        batch.serial(91, 100),
        batch.serial(96, 100),
    ]
    trade = steps[2]
    assert (trade.source.account, trade.destination.account) == (a, b)
    assert (trade.source_bucket, trade.destination_bucket) == (Bucket.TRADING, Bucket.TRADING)
    assert (trade.price_cny, trade.on_date, trade.reference) == (Decimal("84.50"), DAY, "成交-1")
    assert (trade.actor_name, trade.actor_role, trade.reason) == ("周敏", "exchange", "日终交割")
    assert trade.numbered_by == "exchange.test"
    assert steps[0].source.holder == "系统账户"


def test_a_block_is_told_by_its_present_parts(travelled: tuple[World, Batch]):
    _, batch = travelled
    history = serial_history(f" {batch.serial(75, 98)} ")
    assert [(p.serials, p.bucket, p.quantity_t) for p in history.present] == [
        (batch.serial(75, 80), Bucket.AVAILABLE, 6),
        (batch.serial(81, 90), Bucket.TRADING, 10),
        (batch.serial(91, 95), Bucket.TRADING, 5),
        (batch.serial(96, 98), Bucket.FROZEN, 3),
    ]
    assert [len(p.steps) for p in history.present] == [1, 2, 3, 4]


def test_few_queries_however_long_the_history(
    travelled: tuple[World, Batch], django_assert_num_queries: Any
):
    _, batch = travelled
    with django_assert_num_queries(6):
        serial_history(batch.serial(1, 200))


def test_many_blocks_are_cut_off_and_said_so(
    travelled: tuple[World, Batch], monkeypatch: pytest.MonkeyPatch
):
    _, batch = travelled
    monkeypatch.setattr(selector, "BLOCKS_AT_MOST", 2)
    history = serial_history(batch.serial(1, 200))
    assert (len(history.present), history.more) == (2, True)


def test_persons_are_masked():
    person = make_person(real_name="欧阳小明")
    account = open_account(
        actor=CHECKER, programme="BJ", holder=person.uuid, reason="开户", reference=ref()
    )
    batch = make_batch({account.id: 5})
    (present,) = serial_history(batch.serial(1, 5)).present
    assert present.party.number == account.number
    assert "小明" not in present.party.holder
    assert "*" in present.party.holder


@pytest.mark.parametrize(
    "text", ["", "谁的序列号", "BJ_M_P_2025_0001", "BJ_M_P_2025_0001_0", "x\x00"]
)
def test_malformed(text: str):
    with pytest.raises(CodedError) as caught:
        serial_history(text)
    assert caught.value.code == "serial_malformed"


def test_unknown_batch_or_never_issued():
    batch = make_batch({make_account().id: 5})
    for text in (batch.serial(1, 6), batch.serial(5, 5).replace("_2025_", "_2024_")):
        with pytest.raises(CodedError) as caught:
            serial_history(text)
        assert caught.value.code == "serial_unknown"


def test_command_tells_people(travelled: tuple[World, Batch]):
    _, batch = travelled
    out = io.StringIO()
    call_command("serial", batch.serial(97, 97), stdout=out)
    text = out.getvalue()
    for words in (
        batch.serial(97, 97),
        "司法冻结",
        "（2026）京0105执1号",
        "签发",
        "交易交割，84.50 元/吨",
        "周敏（交易机构接口）",
        "法院协助执行",
        "可用 → ",
    ):
        assert words in text, words
    assert text.index("签发") < text.index("交易交割") < text.index("法院协助执行")


def test_command_tells_programs(travelled: tuple[World, Batch]):
    _, batch = travelled
    out = io.StringIO()
    call_command("serial", batch.serial(97, 97), "--json", stdout=out)
    facts = json.loads(out.getvalue())
    assert facts["batch"]["code"] == batch.code
    (present,) = facts["present"]
    assert present["bucket"] == "frozen"
    assert [step["act"] for step in present["steps"]] == ["issue", "deposit", "settle", "freeze"]


def test_command_refuses_in_both_languages():
    with pytest.raises(CommandError, match=r"serial_malformed: .*不是序列号.* / .*no serial"):
        call_command("serial", "X")
