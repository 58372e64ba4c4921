"""Only pg_dump and pg_restore of the server's own major version are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.backup.conftest import Targets, manage
from tests.servers import PrivateServer

OTHER = Path("/usr/lib/postgresql/15/bin")


def fake_programs(place: Path, version: str) -> Path:
    """Programs that say they are of this version, and fail at anything else."""
    for name in ("pg_dump", "pg_restore"):
        path = place / name
        path.write_text(
            f'#!/bin/sh\n[ "$1" = --version ] && echo "{name} (PostgreSQL) {version}" && exit\nexit 9\n'
        )
        path.chmod(0o755)
    return place


def test_a_dump_program_of_another_version_is_refused(
    source: PrivateServer, tmp_path: Path
) -> None:
    programs = fake_programs(tmp_path, "15.18 (Debian 15.18-0+deb12u1)")
    done = manage(source.database, "backup", tmp_path / "backup", PG_BIN=str(programs))
    assert done.returncode == 1
    assert "需要同一大版本的 pg_dump" in done.stderr
    assert "15.18" in done.stderr
    assert not (tmp_path / "backup").exists()


def test_a_restore_program_of_another_version_is_refused(
    backup: Path, targets: Targets, tmp_path: Path
) -> None:
    programs = fake_programs(tmp_path, "19beta1")
    done = manage(targets.empty(), "restore", backup, PG_BIN=str(programs))
    assert done.returncode == 1
    assert "需要同一大版本的 pg_restore" in done.stderr


@pytest.mark.skipif(not (OTHER / "pg_dump").exists(), reason="no PostgreSQL 15 is installed")
def test_debians_client_of_another_version_is_refused(
    source: PrivateServer, tmp_path: Path
) -> None:
    done = manage(source.database, "backup", tmp_path / "backup", PG_BIN=str(OTHER))
    assert done.returncode == 1
    assert "15." in done.stderr


def test_a_failing_program_leaves_no_folder(source: PrivateServer, tmp_path: Path) -> None:
    programs = fake_programs(tmp_path, "18.6")
    done = manage(source.database, "backup", tmp_path / "backup", PG_BIN=str(programs))
    assert done.returncode == 1
    assert "pg_dump 未能完成" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []
