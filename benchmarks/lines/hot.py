"""One hot seller, through sell orders and plainly from its holding, against uncontended trades."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

from benchmarks.figures import Bound, Line, Series, interleave
from benchmarks.lines.batches import fresh_rate
from benchmarks.lines.singles import NO_ORDER, run_script, sql_round
from benchmarks.market import LARGEST_TRADE_T, Place
from benchmarks.stage import Stage, lay_out

CLIENTS_OWN_ORDER = "(SELECT hold FROM bench.sell_order WHERE client = :client_id)"
Measure = Callable[[Stage, Place], float]


def measure(stage: Stage) -> None:
    stage.say("one hot seller: batches")
    stage.market.look_again()
    orders, plain = _against(
        stage, stage.scale.rounds, _uncontended_batches, _batch_by_order, _batch_from_holding
    )
    name = "one hot seller, batches"
    stage.lines += [
        _line("hot_batches", f"{name}, one sell order", orders, Bound(0.9), Bound(1.0)),
        _line("hot_batches_plain", f"{name}, from its holding", plain),
    ]
    stage.say("one hot seller: single clients")
    orders, plain = _against(
        stage, stage.scale.long_rounds, sql_round, _singles_by_order, _singles_from_holding
    )
    name = f"one hot seller, {stage.scale.connections} single clients"
    stage.lines += [
        _line("hot_singles", f"{name}, an order each", orders, Bound(0.5), Bound(0.9)),
        _line("hot_singles_plain", f"{name}, one holding", plain),
    ]


def _line(
    id_: str, name: str, series: Series, must: Bound | None = None, reach: Bound | None = None
) -> Line:
    return Line(
        id=id_,
        name=name,
        unit="trades/s",
        figure=series.figure,
        ratio=series.ratio("uncontended"),
        floor="uncontended",
        must=must,
        reach=reach,
    )


def _against(
    stage: Stage,
    rounds: int,
    uncontended: Callable[[Stage], float],
    orders: Measure,
    plain: Measure,
) -> tuple[Series, Series]:
    """Both ways of selling, between uncontended rounds; another hot seller each time."""
    hot = cycle(stage.market.largest(stage.scale.batches))
    found = interleave(
        rounds,
        {"uncontended": lambda: uncontended(stage)},
        {"orders": lambda: orders(stage, next(hot)), "plain": lambda: plain(stage, next(hot))},
    )
    return found["orders"], found["plain"]


def _uncontended_batches(stage: Stage) -> float:
    stage.market.look_again()
    return fresh_rate(stage, stage.market.draw(stage.scale.trades_a_day), "uncontended")


def _batch_by_order(stage: Stage, place: Place) -> float:
    stage.market.open_next_day()
    size = stage.scale.trades_a_day
    [order] = _orders(stage, place, size * LARGEST_TRADE_T, 1)
    return fresh_rate(stage, stage.market.draw_from(place, size, order), "hot-order")


def _batch_from_holding(stage: Stage, place: Place) -> float:
    stage.market.open_next_day()
    return fresh_rate(stage, stage.market.draw_from(place, stage.scale.trades_a_day), "hot")


def _singles_by_order(stage: Stage, place: Place) -> float:
    """Each client sells from an order of its own, which could serve all of the round alone."""
    stage.market.open_next_day()
    n = stage.rows_for(stage.scale.singles_s)
    lay_out(stage, stage.market.draw_from(place, n))
    orders = _orders(stage, place, n * LARGEST_TRADE_T, stage.scale.connections)
    stage.owner.execute("TRUNCATE bench.sell_order")
    with stage.owner.cursor() as cursor:
        cursor.executemany("INSERT INTO bench.sell_order VALUES (%s, %s)", list(enumerate(orders)))
    return run_script(stage, CLIENTS_OWN_ORDER)


def _singles_from_holding(stage: Stage, place: Place) -> float:
    stage.market.open_next_day()
    lay_out(stage, stage.market.draw_from(place, stage.rows_for(stage.scale.singles_s)))
    return run_script(stage, NO_ORDER)


def _orders(stage: Stage, place: Place, quantity_t: int, n: int) -> list[int]:
    """Sell orders of one seller, placed on the market's day; their holds."""
    query = "SELECT bench.sell_orders(%s, %s, %s, %s, %s)"
    found: list[int] = stage.one(query, place.account, place.batch, quantity_t, n, stage.market.day)
    return found
