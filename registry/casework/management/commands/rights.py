"""``manage.py rights``: who may do what in which state, for every kind of case. ``--markdown`` prints
docs/rights.md, ``--states`` docs/states.md.
"""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from registry.casework.describing import rights_markdown, rights_text, states_markdown
from registry.casework.kinds import all_kinds


class Command(BaseCommand):
    help = "各类办件的权限：状态、身份、步骤"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--markdown", action="store_true", help="输出 docs/rights.md")
        parser.add_argument("--states", action="store_true", help="输出 docs/states.md")

    def handle(self, *, markdown: bool, states: bool, **options: Any) -> None:
        kinds = sorted(all_kinds(), key=lambda kind: kind.code)
        if states:
            self.stdout.write(states_markdown(kinds))
        elif markdown:
            self.stdout.write(rights_markdown(kinds))
        else:
            self.stdout.write(rights_text(kinds))
