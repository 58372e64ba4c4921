"""The world the pages are measured over: the demo's, traded in for some days, copied until it is large,
with one account that has a hundred times the moves of any other.
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.children import Child
from benchmarks.databases import ROOT, BenchDatabase, Connection
from benchmarks.figures import BenchBroken
from benchmarks.pages import papers
from benchmarks.pages.cloning import multiply
from benchmarks.pages.scales import PageScale
from benchmarks.progress import Say

ANALYZED = "VACUUM (ANALYZE)"


def build(
    database: BenchDatabase, owner: Connection, client: Child, scale: PageScale, say: Say
) -> None:
    """Everything, from the demo's story to a clean ``verify_ledger``."""
    say("telling the demo story")
    _manage(database, "demo")
    holders = _one(owner, "SELECT count(*) FROM ledger.account WHERE kind = 'holder'")
    copies = -(-scale.accounts // holders)
    say("some days of trading in it")
    client.do("wear", moves=scale.moves // copies)
    multiply(owner, copies, say)
    papers.write(owner, scale.accounts)
    say("vacuum and statistics")
    owner.execute(ANALYZED.encode())
    say(f"one account with {scale.heavy_moves:,} moves")
    client.do("heavy", moves=scale.heavy_moves)
    owner.execute(ANALYZED.encode())
    say("verify_ledger")
    _manage(database, "verify_ledger", "--json")


def sizes(owner: Connection) -> dict[str, int]:
    tables = ("account", "batch", "holding", "block", "entry", "move")
    found = {table: _one(owner, f"SELECT count(*) FROM ledger.{table}") for table in tables}
    return found | {"MB": _one(owner, "SELECT pg_database_size(current_database())") >> 20}


def _manage(database: BenchDatabase, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=database.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BenchBroken(f"{' '.join(words)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _one(owner: Connection, query: str) -> int:
    row = owner.execute(query.encode()).fetchone()
    if row is None:
        raise BenchBroken(f"no row: {query}")
    return int(row[0])
