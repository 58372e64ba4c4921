"""The evidence log in a backup: its newest checkpoint is in the manifest, and must come out again."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from config.backup.manifest import MANIFEST
from tests.config.backup.conftest import Targets, manage
from tests.databases import FreshDatabase
from tests.servers import PrivateServer

pytestmark = pytest.mark.skipif(
    find_spec("governance.audit.evidence.selectors") is None, reason="there is no evidence log yet"
)


@pytest.fixture(scope="module")
def sealed(source: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup made after everything was sealed."""
    done = manage(source.database, "seal_entries")
    assert done.returncode == 0, done.stderr
    place: Path = tmp_path_factory.mktemp("sealed") / "one"
    assert manage(source.database, "backup", place).returncode == 0
    return place


def newest(database: FreshDatabase) -> tuple[int, str]:
    with psycopg.connect(database.owner_dsn) as connection:
        row = connection.execute(
            "SELECT size, note FROM evidence.checkpoint ORDER BY size DESC LIMIT 1"
        ).fetchone()
    assert row is not None
    return row


def test_the_manifest_holds_the_signed_note(source: PrivateServer, sealed: Path) -> None:
    found = json.loads((sealed / MANIFEST).read_text(encoding="utf-8"))["checkpoint"]
    assert (found["size"], found["note"]) == newest(source.database)
    assert len(found["root"]) == 64


def test_the_same_checkpoint_comes_out(
    source: PrivateServer, sealed: Path, targets: Targets
) -> None:
    target = targets.empty()
    done = manage(target, "restore", sealed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert newest(target) == newest(source.database)
    assert f"检查点：{newest(target)[0]} · " in done.stdout


def test_a_checkpoint_that_is_gone_is_missed(sealed: Path, targets: Targets) -> None:
    target = targets.empty()
    assert manage(target, "restore", sealed).returncode == 0
    with psycopg.connect(target.owner_dsn) as connection:
        connection.execute("ALTER TABLE evidence.checkpoint DISABLE TRIGGER USER")
        gone = "DELETE FROM evidence.checkpoint WHERE size = (SELECT max(size) FROM evidence.checkpoint)"
        assert connection.execute(gone).rowcount == 1
        connection.execute("ALTER TABLE evidence.checkpoint ENABLE TRIGGER USER")
    done = manage(target, "restore", "--compare", sealed)
    assert done.returncode == 1, done.stdout
    assert "存证检查点不同" in done.stdout
