"""A batch of a source that the planner's statistics do not know looks up each of its references, and
nothing else: it must not read all the entries that the source has made since.
"""

from __future__ import annotations

from django.db import connection

from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.ledger.services.settlement import Trade, settle_batch
from tests.databases import FreshDatabase
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.world import DAY, EXCHANGE, World, actor, ref

KNOWN, NEW = 6_000, 2_000
# Entries of the index by (source, reference) that were returned to scans, in all sessions that ended.
READ = """
SELECT idx_tup_read
FROM pg_stat_user_indexes WHERE indexrelname = 'entry_source_reference_key'
"""


def test_it_reads_no_more_references_than_it_has(fresh_database: FreshDatabase) -> None:
    world = World(n=2, each_t=50_000, listed_t=50_000)
    _settle(world, KNOWN, EXCHANGE)
    with fresh_database.connect_owner() as owner:
        owner.execute("ANALYZE ledger.entry")
    newcomer = actor(Role.EXCHANGE, source="newcomer.test")
    _settle(world, KNOWN, newcomer)
    before = _read(fresh_database)
    _settle(world, NEW, newcomer)
    assert _read(fresh_database) - before <= NEW


def _settle(world: World, n: int, exchange: Actor) -> None:
    seller, buyer = world.accounts
    trades = [Trade(ref(), seller, buyer, world.batch, 1) for _ in range(n)]
    settle_batch(actor=exchange, trades=trades, on=DAY, mode="atomic", key=ref("K"), **WHY)


def _read(database: FreshDatabase) -> int:
    """Closing Django's connection makes its session tell what it has read."""
    connection.close()
    with database.connect_owner(autocommit=True) as owner:
        row = owner.execute(READ).fetchone()
    assert row is not None
    return int(row[0])
