"""Kill -9 at random moments of settlements of 10,000 trades: nothing is lost, nothing is half done."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest

from tests.crash.story import MODES, Story
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


def run(story: Story, plans: list[tuple[str, str]]) -> None:
    began = time.monotonic()
    for victim, mode in plans:
        story.round(victim, mode)
    print(f"\n{len(plans)} kills in {time.monotonic() - began:.0f} s")
    print("  an undisturbed job takes", {m: f"{s:.2f} s" for m, s in story.takes_s.items()})
    for what, times in sorted(story.seen.items()):
        print(f"  {what:40} {times}")


def test_ten_kills(story: Story) -> None:
    run(story, TEN)


@pytest.mark.soak
def test_sixty_kills(story: Story) -> None:
    run(story, list(itertools.product(VICTIMS, MODES)) * 4)
