"""The server runs for root and for a normal user, whatever lies above the checkout."""

from __future__ import annotations

import os
import pwd
import shutil
from pathlib import Path

import pytest

from config.database import accounts, embedded, homes, records
from config.database.binaries import bundled
from config.database.problems import DatabaseProblem
from tests.config.conftest import (
    as_user,
    connect,
    finished_well,
    pid_of,
    remember,
    remembered,
    start_elsewhere,
)
from tests.servers import stop_and_forget

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@only_root
def test_root_hands_the_server_to_another_account(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    uid = Path(f"/proc/{pid_of(run_directory)}").stat().st_uid
    assert uid != 0
    assert (run_directory / "postgres").stat().st_uid == uid


@only_root
def test_a_normal_user_runs_it_as_itself(open_directory: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    user = accounts.Account(nobody.pw_uid, nobody.pw_gid, switch=True)
    if not bundled().run_as(user):
        pytest.skip("this checkout lies where a normal user cannot go")
    os.chown(open_directory, user.uid, user.gid)
    run = open_directory / ".run"

    def story() -> None:
        embedded.ensure_running(run)
        remember(run, "mine")
        assert (run / "postgres").stat().st_uid == os.geteuid() == user.uid
        assert embedded.stop(run)
        embedded.ensure_running(run)
        assert remembered(run) == ["mine"]

    try:
        as_user(user.uid, user.gid, story)
        # root continues as the owner of the files, and the user after root
        embedded.stop(run)
        embedded.ensure_running(run)
        assert Path(f"/proc/{pid_of(run)}").stat().st_uid == user.uid
        embedded.stop(run)
        as_user(user.uid, user.gid, story_continues(run))
    finally:
        stop_and_forget(run)


def story_continues(run: Path):
    def action() -> None:
        embedded.ensure_running(run)
        assert remembered(run) == ["mine"]

    return action


@only_root
def test_another_user_is_told_whose_it_is(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    nobody = pwd.getpwnam("nobody")

    def story() -> None:
        with pytest.raises(DatabaseProblem) as refused:
            embedded.ensure_running(run_directory)
        assert refused.value.code == "not_ours"

    as_user(nobody.pw_uid, nobody.pw_gid, story)


@only_root
def test_a_checkout_nobody_else_can_enter(
    open_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`git clone … $(mktemp -d)/x` as root: data and programs go where the account can reach."""
    closed, var = open_directory / "closed", open_directory / "var"
    closed.mkdir(mode=0o700)
    var.mkdir(mode=0o755)
    monkeypatch.setattr(homes, "VAR", var)
    monkeypatch.setattr("config.database.binaries.Binaries.run_as", _only_copies(var))
    run = closed / "x" / ".run"
    old_mask = os.umask(0o077)
    try:
        embedded.ensure_running(run)
        remember(run, "kept")
        record = records.load(run)
        assert record is not None
        assert Path(record.base).parent == var
        assert (Path(record.base) / "postgres" / "PG_VERSION").exists()
        embedded.stop(run)
        embedded.ensure_running(run)
        assert remembered(run) == ["kept"]
        stop_and_forget(run)
    finally:
        os.umask(old_mask)


def _only_copies(var: Path):
    """As if the checkout's .venv lay in the closed directory too."""
    from config.database.binaries import Binaries

    really = Binaries.run_as

    def run_as(tree: Binaries, account: accounts.Account) -> bool:
        return var in tree.prefix.parents and really(tree, account)

    return run_as


@only_root
def test_a_new_clone_does_not_adopt_the_data_of_a_deleted_one(
    open_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homes, "VAR", open_directory / "var")
    account = accounts.server_account(open_directory / "none")
    closed = open_directory / "closed"
    closed.mkdir(mode=0o700)
    first = homes.choose(closed, account)
    second = homes.choose(closed, account)
    assert first.base != second.base


@only_root
@pytest.mark.parametrize("left", [("postgres", "nobody"), ("nobody",)])
def test_without_useradd_an_existing_account_serves(
    run_directory: Path, monkeypatch: pytest.MonkeyPatch, left: tuple[str, ...]
) -> None:
    monkeypatch.setattr(accounts, "DEDICATED", "no-such-account")
    monkeypatch.setattr(accounts, "ADD_ACCOUNT", ("no-such-useradd",))
    monkeypatch.setattr(accounts, "FALLBACKS", left)
    embedded.ensure_running(run_directory)
    owner = pwd.getpwuid((run_directory / "postgres").stat().st_uid).pw_name
    assert owner in left


@only_root
def test_without_any_account_it_says_so(
    run_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "DEDICATED", "no-such-account")
    monkeypatch.setattr(accounts, "ADD_ACCOUNT", ("no-such-useradd",))
    monkeypatch.setattr(accounts, "FALLBACKS", ())
    with pytest.raises(DatabaseProblem) as refused:
        embedded.ensure_running(run_directory)
    assert refused.value.code == "no_account"


@only_root
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is missing")
def test_in_a_container_root_may_not_look_into_processes(run_directory: Path) -> None:
    """Docker takes CAP_SYS_PTRACE from root, which then cannot read another's /proc/<pid>/cwd."""
    weaker = ("setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace")
    assert finished_well(start_elsewhere(run_directory, *weaker))
    first = pid_of(run_directory)
    assert finished_well(start_elsewhere(run_directory, *weaker))
    assert pid_of(run_directory) == first
    remember(run_directory, "kept")
    os.kill(first, 9)
    assert finished_well(start_elsewhere(run_directory, *weaker))
    assert remembered(run_directory) == ["kept"]


@pytest.mark.parametrize(
    "name", ["d" * 100 + "/" + "e" * 100, "登记簿 的 数据", "it's, a checkout"]
)
def test_long_and_strange_paths(open_directory: Path, name: str) -> None:
    run = open_directory / name / ".run"
    try:
        embedded.ensure_running(run)
        record = records.load(run)
        assert record is not None
        socket = embedded.home_of(run, record).socket
        assert len(os.fsencode(socket / homes.SOCKET_FILE)) <= homes.LONGEST_SOCKET_PATH
        assert connect(run).execute("SELECT 1").fetchone() == (1,)
    finally:
        stop_and_forget(run)


def test_a_planted_socket_directory_is_refused(open_directory: Path) -> None:
    """A name under /tmp can be guessed: what another user put there is not used."""
    run = open_directory / ("d" * 100) / ".run"
    socket = homes.Home(run).socket
    elsewhere = open_directory / "elsewhere"
    elsewhere.mkdir()
    socket.symlink_to(elsewhere)
    try:
        with pytest.raises(DatabaseProblem) as refused:
            embedded.ensure_running(run)
        assert refused.value.code == "not_ours"
    finally:
        socket.unlink()
