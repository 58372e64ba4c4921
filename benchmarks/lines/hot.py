"""One hot seller, through sell orders and plainly from its holding, against uncontended trades."""

from __future__ import annotations

from collections.abc import Callable

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
    uncontended = {"uncontended": lambda: _uncontended_batches(stage)}
    by_order = _against(stage, uncontended, _batch_by_order)
    plain = _against(stage, uncontended, _batch_from_holding)
    name = "one hot seller, batches"
    stage.lines += [
        _line("hot_batches", f"{name}, one sell order", by_order, Bound(0.9), Bound(1.0)),
        _line("hot_batches_plain", f"{name}, from its holding", plain),
    ]
    stage.say("one hot seller: single clients")
    uncontended = {"uncontended": lambda: sql_round(stage)}
    by_order = _against(stage, uncontended, _singles_by_order)
    plain = _against(stage, uncontended, _singles_from_holding)
    name = f"one hot seller, {stage.scale.connections} single clients"
    stage.lines += [
        _line("hot_singles", f"{name}, an order each", by_order, Bound(0.5), Bound(0.9)),
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


def _against(stage: Stage, floors: dict[str, Callable[[], float]], measure_: Measure) -> Series:
    """A round with another hot seller each time, between uncontended rounds."""
    hot = iter(stage.market.largest(stage.scale.batches) * stage.scale.hot_rounds)
    return interleave(stage.scale.hot_rounds, floors, lambda: measure_(stage, next(hot)))


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
    orders: list[int] = stage.clients[0].do(
        "sell_orders",
        account=place.account,
        batch=place.batch,
        quantity_t=quantity_t,
        n=n,
        name=f"order-{stage.market.day}",
    )
    return orders
