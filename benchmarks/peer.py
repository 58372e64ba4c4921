"""The peer the batch is compared with, if it is installed (requirements-bench.txt)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from benchmarks.children import Child
from benchmarks.databases import bench_database
from benchmarks.figures import BenchBroken
from benchmarks.progress import Say
from benchmarks.scales import Scale

NOT_INSTALLED = "not measured: django-hordak is not installed (requirements-bench.txt)"


class Peer:
    """django-hordak in a database of its own on the same server."""

    def __init__(self, child: Child, seconds: float) -> None:
        self._child, self._seconds = child, seconds
        self.all: list[float] = []

    def rate(self) -> float:
        """Transfers a second."""
        self.all.append(self._child.do("rate", seconds=self._seconds))
        return self.all[-1]


@contextmanager
def peer(scale: Scale, say: Say) -> Iterator[Peer | None]:
    """The peer with its tables and accounts made, or None when it is not installed."""
    if find_spec("hordak") is None:
        say("django-hordak is not installed: the peer is not measured")
        yield None
        return
    say("making the peer, django-hordak, in a database of its own")
    with bench_database("hordak") as database:
        settings = {"DJANGO_SETTINGS_MODULE": "benchmarks.hordak_settings"}
        child = Child("benchmarks.hordak_client", database.environment | settings)
        try:
            if child.do("make", accounts=scale.peer_accounts) != scale.peer_accounts:
                raise BenchBroken("the peer has not all of its accounts")
            yield Peer(child, scale.peer_s)
        finally:
            child.close()
