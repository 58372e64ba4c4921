"""One trade at a time from 16 connections: through the SQL function, and through the service."""

from __future__ import annotations

from functools import partial

from benchmarks.figures import BenchBroken, Bound, Line, interleave
from benchmarks.pgledger import NOT_GIVEN
from benchmarks.stage import Stage, against_f1, lay_out, moment

NO_ORDER = "NULL::bigint"
# Every trade is taken once; where it comes from costs one look-up by primary key.
SCRIPT = """\
SELECT ledger.settle(
  ROW('bench-sql', k.key, sha256(convert_to(k.key, 'UTF8')), 1, 'bench', 'exchange', '', 'bench',
    'bench', t.reference, '{day}'::date)::ledger.context,
  t.seller, t.buyer, t.batch, t.qty, 84.50, {order})
FROM bench.trade t, (SELECT gen_random_uuid()::text AS key OFFSET 0) k
WHERE t.n = (SELECT nextval('bench.turn'));
"""


def measure(stage: Stage) -> None:
    for id_, through, round_, must, reach in (
        ("single_sql", "SQL function", sql_round, 0.45, 0.6),
        ("single_service", "Python service", service_round, 0.15, 0.25),
    ):
        stage.say(f"one trade through the {through}")
        series = against_f1(stage, stage.scale.rounds, partial(round_, stage))
        stage.lines.append(
            Line(
                id=id_,
                name=f"one trade, {through}, {stage.scale.connections} connections",
                unit="trades/s",
                figure=series.figure,
                ratio=series.ratio("F1"),
                floor="F1",
                must=Bound(must),
                reach=Bound(reach),
            )
        )
    _beside_pgledger(stage)


def _beside_pgledger(stage: Stage) -> None:
    """The SQL function against pgledger's, from as many connections each."""
    peer, scale = stage.pgledger, stage.scale
    for id_, clients in (("single_pgledger", scale.connections), ("single_one_pgledger", 1)):
        series = None
        if peer is not None:
            rate = peer.one if clients == 1 else peer.many
            stage.say(f"one trade beside pgledger, {clients} connections")
            measures = {"": partial(sql_round, stage, clients)}
            series = interleave(scale.long_rounds, {"pgledger": rate}, measures)[""]
        stage.lines.append(
            Line(
                id=id_,
                name=f"one trade, SQL function, {clients} connection{'s' if clients > 1 else ''}",
                unit="trades/s",
                figure=series.figure if series else None,
                ratio=series.ratio("pgledger") if series else None,
                floor="pgledger",
                note="" if series else NOT_GIVEN,
            )
        )


def sql_round(stage: Stage, clients: int | None = None) -> float:
    """Random trades by pgbench; trades a second."""
    seconds = stage.scale.singles_s
    stage.market.look_again()
    lay_out(stage, stage.market.draw(stage.rows_for(seconds)))
    return run_script(stage, NO_ORDER, clients)


def run_script(stage: Stage, order: str, clients: int | None = None) -> float:
    """The trades laid out, by pgbench, with ``order`` as the SQL of the sell order drawn on."""
    run = stage.pgbench.run(
        script_of(stage, order),
        clients=clients or stage.scale.connections,
        seconds=stage.scale.singles_s,
    )
    check_taken(stage)
    return run.rate


def script_of(stage: Stage, order: str) -> str:
    return SCRIPT.format(day=stage.market.day, order=order)


def check_taken(stage: Stage) -> None:
    """Past the last trade the script would do nothing, fast."""
    taken = stage.one("SELECT last_value FROM bench.turn")
    laid = stage.one("SELECT count(*) FROM bench.trade")
    if taken > laid:
        raise BenchBroken(f"{taken} trades were asked for, {laid} had been laid out")


def service_round(stage: Stage) -> float:
    """Random trades by two processes of eight threads, as web workers are; trades a second."""
    scale, clients = stage.scale, stage.clients
    stage.market.look_again()
    rows = [tuple(row) for row in stage.market.draw(stage.rows_for(scale.singles_s))]
    for n, client in enumerate(clients):
        client.do("prepare", trades=rows[n :: len(clients)], on=stage.market.day.isoformat())
        client.do("warm_up", threads=scale.connections // len(clients))
    begin = moment()
    for client in clients:
        client.send("singles", start_at=begin, stop_at=begin + scale.singles_s)
    return sum(client.receive()["done"] for client in clients) / scale.singles_s
