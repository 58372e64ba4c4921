"""``python -m tests.crash.worker JOB``: does the job in the file once it is told to, and prints the
replies. It is meant to be killed."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path


def main(path: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from django.db import connection

    from tests.crash.jobs import Job, do

    job = Job.from_json(Path(path).read_text())
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    replies = do(job)
    if job.dies_after:
        os.kill(os.getpid(), signal.SIGKILL)
    print(json.dumps(replies), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
