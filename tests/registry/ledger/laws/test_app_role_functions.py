"""The application's role may run the acts and no other function of the ledger; and whatever it
does to its own session before, the acts work on the ledger's own tables and functions.
"""

from __future__ import annotations

import psycopg
import pytest

from tests.registry.ledger.checks import violations
from tests.registry.ledger.laws.conftest import Attack
from tests.registry.ledger.laws.target import Target

pytestmark = pytest.mark.laws

ACTS = {
    "open_account", "set_account_status", "issue", "transfer", "deposit", "withdraw", "settle",
    "settle_batch", "undo_trade", "hold_units", "release_hold", "renew_hold", "spend_hold", "retire",
    "cancel", "import_rows",
}  # fmt: skip
CONTEXT = (
    "ROW('registry', 'key-1', 'x'::bytea, 1, '周敏', 'checker', '', '测试', 'registry', 'attack-1',"
    " '2026-03-02')::ledger.context"
)


def _functions(target: Target) -> list[tuple[str, bool, bool, list[str] | None]]:
    with psycopg.connect(target.database.app_dsn) as connection:
        return connection.execute(
            "SELECT proname, has_function_privilege(oid, 'EXECUTE'), prosecdef, proconfig"
            " FROM pg_proc WHERE pronamespace = 'ledger'::regnamespace"
        ).fetchall()


def test_it_may_execute_the_acts_and_nothing_else(target: Target) -> None:
    assert {name for name, may, _, _ in _functions(target) if may} == ACTS


def test_every_function_that_runs_as_its_owner_fixes_its_search_path(target: Target) -> None:
    definers = {name: config for name, _, definer, config in _functions(target) if definer}
    assert set(definers) == ACTS
    for name, config in definers.items():
        assert "search_path=pg_catalog, ledger, pg_temp" in (config or []), name


def test_calling_what_the_acts_are_made_of_is_refused(target: Target) -> None:
    with psycopg.connect(target.database.app_dsn, autocommit=True) as connection:
        internal = connection.execute(
            "SELECT proname, proargtypes::regtype[]::text[] FROM pg_proc"
            " WHERE pronamespace = 'ledger'::regnamespace AND prorettype <> 'trigger'::regtype"
            " AND prokind = 'f' AND provariadic = 0 AND proname <> ALL (%s)",
            [list(ACTS)],
        ).fetchall()
        assert len(internal) > 10
        for name, types in internal:
            nothing = ", ".join(f"NULL::{kind}" for kind in types)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(target.statement(f"SELECT ledger.{name}({nothing})"))


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE {owner}",
        "SET SESSION AUTHORIZATION {owner}",
        "SET session_replication_role = replica",
        "ALTER ROLE {app} SUPERUSER",
        "GRANT {owner} TO {app}",
        "CREATE TEMP TABLE block (batch int, first bigint, last bigint)",
        "CREATE TEMP VIEW block AS SELECT 1",
        "CREATE SCHEMA ledger2",
        "CREATE TABLE ledger.planted (id int)",
        "CREATE TABLE public.block (id int)",
        "CREATE FUNCTION ledger.planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION ledger.refuse(code text, params jsonb) RETURNS void LANGUAGE sql AS ''",
        "CREATE FUNCTION public.jsonb_build_object(VARIADIC text[]) RETURNS jsonb LANGUAGE sql AS"
        " 'SELECT NULL::jsonb'",
        "CREATE FUNCTION pg_temp.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL::timestamptz'",
        "CREATE OPERATOR public.<> (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = int8eq)",
        "CREATE CAST (text AS ledger.bucket) WITH INOUT AS IMPLICIT",
        "CREATE DOMAIN public.planted AS int",
        "CREATE EVENT TRIGGER planted ON ddl_command_start EXECUTE FUNCTION"
        " suppress_redundant_updates_trigger()",
        "ALTER FUNCTION ledger.settle SECURITY INVOKER",
        "ALTER FUNCTION ledger.settle RESET search_path",
        "ALTER TYPE ledger.bucket ADD VALUE 'stolen'",
        "ALTER TYPE ledger.bucket RENAME VALUE 'retired' TO 'available2'",
        "ALTER DOMAIN ledger.filled DROP CONSTRAINT filled_check",
        "DROP TRIGGER law_3_apply ON ledger.move",
        "DROP FUNCTION ledger.break_law CASCADE",
        "DROP SCHEMA ledger CASCADE",
        "ALTER DATABASE postgres SET search_path = public",
        "DO LANGUAGE plpgsql $$ BEGIN UPDATE ledger.holding SET in_t = in_t + 1; END $$",
    ],
)  # fmt: skip
def test_it_may_not_change_who_it_is_or_plant_anything(
    attack_as_app: Attack, statement: str
) -> None:
    error = attack_as_app(statement)
    assert isinstance(error, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "settings",
    [
        ["SET search_path = pg_temp, public"],
        ["SET search_path = ''"],
        ["SET transform_null_equals = on"],
        ["SET standard_conforming_strings = off", "SET backslash_quote = on"],
        ["SET enable_seqscan = off", "SET enable_indexscan = off", "SET enable_bitmapscan = off"],
        ["SET TimeZone = 'Pacific/Kiritimati'", "SET IntervalStyle = sql_standard"],
        ["SET bytea_output = escape", "SET extra_float_digits = -15"],
        ["SET plan_cache_mode = force_generic_plan", "SET jit = on", "SET jit_above_cost = 0"],
        ["SET row_security = off", "SET check_function_bodies = off"],
    ],
)  # fmt: skip
def test_an_act_is_the_same_whatever_the_session_was_told_before(
    target: Target, settings: list[str]
) -> None:
    with psycopg.connect(target.database.app_dsn) as connection:
        for statement in settings:
            connection.execute(statement)
        reply = connection.execute(
            target.statement(
                "SELECT ledger.transfer({context}, {batch}, {a}, {b}, 7, NULL, NULL, NULL)",
                context=CONTEXT,
            )
        ).fetchone()
        assert reply is not None
        assert reply[0]["ranges"] == [[94, 100]]
        assert violations(connection) == []
        connection.rollback()
