"""``python -m config.database start|stop|status|forget`` – what make uses; needs no Django."""

from __future__ import annotations

import os
import sys

from config.database import access, embedded, external, postmaster, records
from config.database.problems import DatabaseProblem


def main(arguments: list[str]) -> int:
    actions = {"start": start, "stop": stop, "status": status, "forget": forget}
    if len(arguments) != 1 or arguments[0] not in actions:
        print("usage: python -m config.database start|stop|status|forget", file=sys.stderr)
        return 2
    try:
        return actions[arguments[0]]()
    except DatabaseProblem as problem:
        print(problem, file=sys.stderr)
        return 1


def start() -> int:
    """Start the embedded server, or prepare the one ``DATABASE_URL`` names."""
    if access.is_embedded():
        embedded.ensure_running()
    else:
        external.prepare()
    return 0


def stop() -> int:
    """Stop the embedded server. A server named by ``DATABASE_URL`` is not ours to stop."""
    stopped = embedded.stop()
    print("PostgreSQL stopped" if stopped else "PostgreSQL was not running")
    return 0


def status() -> int:
    record = records.load(embedded.RUN)
    home = embedded.home_of(embedded.RUN, record) if record is not None else None
    found = postmaster.find(home.data) if home is not None else None
    if home is None or found is None:
        print("not running")
        return 3
    print(f"running, pid {found.pid}, data in {home.data}")
    return 0


def forget() -> int:
    """Forget the password made for the server ``DATABASE_URL`` names, which is gone."""
    access.forget_password(embedded.RUN, os.environ.get(access.URL, ""))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
