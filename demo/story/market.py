"""Eight days of trading at two exchanges: deposits, sell orders, a batch of trades a day, one
trade that is refused and one that is undone."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from decimal import Decimal

from demo.cast.market import CROWDS, DEALS, DEPOSITS, UNDONE, Crowd, Deal
from demo.cast.reports import PROGRAMME_OF
from demo.world import World, reference
from registry.ledger.models import Bucket, Hold
from registry.ledger.services import holds, units
from registry.ledger.services.settlement import settle_batch, undo_trade
from registry.ledger.services.trades import Trade

EXCHANGES = {"BJ": ("BJ", "CCER"), "CD": ("CD",)}
TRADES_OF_A_CROWD = 4


def tell_day(world: World, day: int, date: dt.date) -> str:
    if day == 0:
        return _deposit(world)
    _orders(world, day)
    settled = refused = 0
    for exchange, programmes in EXCHANGES.items():
        trades = dict(_trades(world, exchange, programmes, day, date))
        done = settle_batch(
            actor=world.exchange(exchange),
            trades=list(trades.values()),
            on=date,
            mode="per_trade",
            reason="示例：当日成交交割",
            key=f"{exchange}-{date:%Y%m%d}",
        )
        settled += done.settled
        refused += len(done.refused)
        if UNDONE in trades:
            _undo(world, trades[UNDONE], date)
    return f"成交 {settled} 笔" + (f"，拒绝 {refused} 笔（当日买入不得卖出）" if refused else "")


def _deposit(world: World) -> str:
    for holder, batch, quantity_t in DEPOSITS:
        units.deposit(
            actor=world.members[holder],
            **world.place(holder, batch),
            quantity_t=quantity_t,
            reason="示例：转入交易",
            reference=reference("转入", holder, batch),
        )
    return f"转入交易 {len(DEPOSITS)} 笔"


def _orders(world: World, day: int) -> None:
    """One sell order that trades fill in part, and one that is withdrawn unfilled."""
    if day == 3:
        _order(world, "挂单", "绿道建设", "绿道", 4_000)
    if day == 4:
        _order(world, "撤单", "海上风电", "海上风电", 10_000)
    if day == 6:
        holds.release(
            actor=world.members["海上风电"],
            hold=world.holds["撤单"],
            reason="示例：卖方撤单",
            reference=reference("撤单", "海上风电"),
        )


def _order(world: World, key: str, holder: str, batch: str, quantity_t: int) -> None:
    reply = holds.reserve(
        actor=world.members[holder],
        **world.place(holder, batch),
        kind=Hold.Kind.ORDER,
        bucket=Bucket.TRADING,
        quantity_t=quantity_t,
        document=f"示例卖出申报〔{world.days.last.year}〕{holder}",
        reason="示例：挂牌卖出申报",
        reference=reference("卖出申报", holder),
    )
    world.holds[key] = reply["hold"]


def _trades(
    world: World, exchange: str, programmes: tuple[str, ...], day: int, date: dt.date
) -> Iterator[tuple[Deal, Trade]]:
    deals = [deal for deal in DEALS if deal.day == day]
    for crowd in CROWDS:
        deals.extend(_crowd(crowd, day))
    mine = [deal for deal in deals if PROGRAMME_OF[deal.batch] in programmes]
    for number, deal in enumerate(mine, 1):
        yield (
            deal,
            Trade(
                reference=f"SL{exchange}{date:%Y%m%d}{number:04d}",
                seller=world.place(deal.seller, deal.batch)["account"],
                buyer=world.place(deal.buyer, deal.batch)["account"],
                batch=world.batches[deal.batch],
                quantity_t=deal.quantity_t,
                price_cny=deal.price_cny,
                order=world.holds[deal.order] if deal.order else None,
            ),
        )


def _crowd(crowd: Crowd, day: int) -> Iterator[Deal]:
    for number in range(TRADES_OF_A_CROWD):
        yield Deal(
            day,
            crowd.sellers[_pick(len(crowd.sellers), crowd.batch, day, number, "seller")],
            crowd.buyers[_pick(len(crowd.buyers), crowd.batch, day, number, "buyer")],
            crowd.batch,
            20 + 10 * _pick(30, crowd.batch, day, number, "quantity"),
            crowd.price_cny + Decimal(_pick(400, crowd.batch, day, number, "price") - 150) / 100,
        )


def _pick(below: int, *what: object) -> int:
    """A number that looks random and is the same on every machine and every time."""
    return int(hashlib.sha256(repr(what).encode()).hexdigest()[:12], 16) % below


def _undo(world: World, trade: Trade, date: dt.date) -> None:
    undo_trade(
        actor=world.exchange("BJ"),
        trade=trade.reference,
        on=date,
        reason="示例：交易机构当日撤销错误成交",
        reference=f"{trade.reference}-撤销",
    )
