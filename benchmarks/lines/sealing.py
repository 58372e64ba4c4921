"""The evidence log: sealing as a share of the settlement it follows, and the proof of all leaves."""

from __future__ import annotations

from benchmarks.figures import BenchBroken, Bound, Line, Spread
from benchmarks.lines.batches import FRESH, timed
from benchmarks.stage import Stage
from benchmarks.world import batch_of


def measure(stage: Stage) -> None:
    """Settle a batch, seal it, some times over; everything before is sealed first, untimed."""
    stage.say("sealing")
    client, size = stage.clients[0], stage.scale.trades_a_day
    client.do("seal_all")
    shares, seconds = [], []
    stage.market.look_again()
    for _ in range(stage.scale.rounds):
        batch = batch_of(stage.market, stage.market.draw(size), "seal")
        settled = timed(client, batch, FRESH)
        sealed = client.do("seal_all")
        if sealed["added"] != 1:
            raise BenchBroken(f"one request settled, {sealed['added']} leaves sealed")
        shares.append(100 * sealed["seconds"] / settled)
        seconds.append(1_000_000 * sealed["seconds"] / size)
    stage.lines += [
        Line(
            id="sealing_share",
            name=f"sealing a batch of {size:,}, share of settling it",
            unit="%",
            figure=Spread.of(shares),
            must=Bound(3, at_most=True),
            note="by the clock, one connection, signature and commit included",
        ),
        Line(
            id="sealing_entry",
            name="sealing, per entry",
            unit="µs",
            figure=Spread.of(seconds),
        ),
    ]


def verify(stage: Stage) -> None:
    """After everything else is done: seal the rest and prove all of it."""
    stage.say("leaves against the ledger")
    client = stage.clients[0]
    client.do("seal_all")
    found = client.do("verify_leaves")
    if found["violations"]:
        raise BenchBroken(f"{found['violations']} violations of the evidence log")
    entries = stage.one("SELECT count(*) FROM ledger.entry")
    rate = entries / found["seconds"]
    stage.lines.append(
        Line(
            id="leaves_rate",
            name=f"leaves, tree, checkpoints against {entries:,} entries",
            unit="entries/s",
            figure=Spread(rate, rate, rate, 1),
            must=Bound(200_000),
            note=f"{found['leaves']:,} leaves; a leaf is a request",
        )
    )
