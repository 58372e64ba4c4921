#!/usr/bin/env python
"""Django's command line, with the database made ready first. Holds no other logic."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "缺少依赖，请先运行 make setup。 / Dependencies are missing: run `make setup` first."
        )
    from config.database.problems import DatabaseProblem
    from config.database.readiness import prepare_for

    try:
        prepare_for(sys.argv[1:])
        execute_from_command_line(sys.argv)
    except DatabaseProblem as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
