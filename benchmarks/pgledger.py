"""The other peer: pgledger, a ledger written in SQL functions, whose file is named by ``--pgledger``.

One call of its ``pgledger_create_transfer`` for a trade. It checks balances and writes a transfer with
two entries; it has no serials, no repeats, no rules about days, and nobody's name on the transfer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import Error, sql

from benchmarks.databases import Connection, bench_database
from benchmarks.figures import BenchBroken
from benchmarks.pgbench import Pgbench
from benchmarks.progress import Say
from benchmarks.scales import Scale

NOT_GIVEN = "not measured: name pgledger's SQL file with --pgledger PATH"
FILE = "pgledger.sql"
# Functions its file needs and does not contain; they lie beside it in its repository.
NEEDED = "vendor/**/uuid-to-ulid.sql"
OPENING = 1_000_000_000
SCRIPT = """\
\\set a random(1, {accounts})
\\set b (:a - 1 + random(1, {accounts} - 1)) % {accounts} + 1
\\set quantity random(1, 20)
SELECT pgledger_create_transfer((SELECT id FROM bench_account WHERE n = :a),
  (SELECT id FROM bench_account WHERE n = :b), :quantity);
"""


class PgLedger:
    """pgledger in a database of its own on the same server; every rate ever taken is kept."""

    def __init__(self, pgbench: Pgbench, owner: Connection, scale: Scale) -> None:
        self._pgbench, self._owner, self._scale = pgbench, owner, scale
        self.all: dict[str, list[float]] = {"pgledger": [], "pgledger, one connection": []}

    def many(self) -> float:
        """Transfers a second from as many connections as the ledger's single trades."""
        return self._rate("pgledger", self._scale.connections)

    def one(self) -> float:
        """Transfers a second from one connection."""
        return self._rate("pgledger, one connection", 1)

    def _rate(self, name: str, clients: int) -> float:
        script = SCRIPT.format(accounts=self._scale.accounts)
        run = self._pgbench.run(script, clients=clients, seconds=self._scale.floor_s)
        self.all[name].append(run.rate)
        return run.rate

    def check(self) -> None:
        """What was measured did happen, and its books balance."""
        row = self._owner.execute(
            "SELECT (SELECT count(*) FROM pgledger_transfers), (SELECT sum(balance) FROM pgledger_accounts)"
        ).fetchone()
        assert row is not None
        if row[0] <= self._scale.accounts or row[1] != 0:
            raise BenchBroken(f"pgledger: {row[0]} transfers, balances add up to {row[1]}")


@contextmanager
def pgledger(path: Path | None, scale: Scale, say: Say) -> Iterator[PgLedger | None]:
    """The peer with its accounts funded, or None when its file is not given."""
    if path is None:
        yield None
        return
    say("making the peer, pgledger, in a database of its own")
    with bench_database("pgledger") as database, database.connect_owner() as owner:
        _load(owner, path)
        owner.execute("CREATE TABLE bench_account (n int PRIMARY KEY, id text NOT NULL)")
        owner.execute(
            "INSERT INTO bench_account SELECT n, (pgledger_create_account('account ' || n, 'CNY',"
            " allow_negative_balance => false)).id FROM generate_series(1, %s) n",
            [scale.accounts],
        )
        owner.execute(
            "WITH source AS MATERIALIZED (SELECT (pgledger_create_account('source', 'CNY')).id)"
            " SELECT count(pgledger_create_transfer(source.id, a.id, %s)) FROM source, bench_account a",
            [OPENING],
        )
        app = sql.Identifier(database.app["user"])
        for statement in (
            "GRANT CONNECT ON DATABASE {database} TO {app}",
            "GRANT USAGE ON SCHEMA public TO {app}",
            "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {app}",
        ):
            name = sql.Identifier(database.name)
            owner.execute(sql.SQL(statement).format(app=app, database=name))
        owner.execute("VACUUM ANALYZE")
        peer = PgLedger(Pgbench(database), owner, scale)
        yield peer
        peer.check()


def _load(owner: Connection, path: Path) -> None:
    """Run its file, which may be named by its repository's folder, after what it needs."""
    file = path / FILE if path.is_dir() else path
    needed = sorted(file.parent.glob(NEEDED))
    for each in (*needed, file):
        try:
            owner.execute(each.read_bytes())
        except (OSError, Error) as error:
            raise BenchBroken(f"pgledger: {each}: {error}") from None
