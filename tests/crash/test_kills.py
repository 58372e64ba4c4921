"""Kill -9 at random moments of settlements of 10,000 trades: nothing is lost, nothing is half done."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crash.story import MODES, Story
from tests.model.conftest import Say
from tests.servers import PrivateServer

# The server with all its processes, the postmaster alone, the process that settles, the program that
# asked for it, and that program when all is committed and nobody has been told.
VICTIMS = ("server", "postmaster", "backend", "worker", "worker after commit")
TEN = [
    ("server", "atomic"),
    ("worker", "atomic"),
    ("postmaster", "per_trade"),
    ("backend", "atomic"),
    ("server", "singles"),
    ("worker", "singles"),
    ("worker after commit", "atomic"),
    ("server", "per_trade"),
    ("worker", "per_trade"),
    ("worker after commit", "singles"),
]


@pytest.fixture
def story(private_server: PrivateServer, tmp_path: Path) -> Story:
    return Story(private_server, tmp_path)


def run(story: Story, plans: Sequence[tuple[str, ...]], say: Say) -> None:
    began = time.monotonic()
    for victim, *modes in plans:
        story.round(victim, *modes)
    say(f"  {len(plans)} kills in {time.monotonic() - began:.0f} s; undisturbed, a job takes")
    say("  " + ", ".join(f"{mode} {seconds:.2f} s" for mode, seconds in story.takes_s.items()))
    for what, times in sorted(story.seen.items()):
        say(f"  {what:40} {times}")


def test_ten_kills(story: Story, say: Say) -> None:
    run(story, TEN, say)


@pytest.mark.soak
def test_fifty_kills_and_more(story: Story, say: Say) -> None:
    run(story, [*itertools.product(VICTIMS, MODES)] * 4, say)


@pytest.mark.soak
def test_kills_of_a_busy_server(story: Story, say: Say) -> None:
    """Two batches and single trades at once, on the same accounts."""
    run(story, [(victim, *MODES) for victim in VICTIMS] * 3, say)
