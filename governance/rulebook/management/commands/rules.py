"""``manage.py rules [TEXT]``: each rule with its source, its value in force today, where the code keeps
it, what is refused by it, and its tests; and the rules whose numbers alone are known yet.
``--markdown`` prints docs/rules.md.
"""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from core import clock
from governance.rulebook.catalogue import RULES, Rule
from governance.rulebook.finding import kept_at, places_of_tests, refused_as
from governance.rulebook.models import RuleParameter
from governance.rulebook.planned import PLANNED

HEAD = """# 规则 / Rules

现在由代码执行的规则。本页由 `manage.py rules --markdown` 生成，测试保证它与代码和规则库一致。
Rules the code keeps today, printed by `manage.py rules --markdown`; a test keeps this page equal to the code.

| 编号 | 规则 | 依据 | 数值 | 代码 | 拒绝时 |
|---|---|---|---|---|---|"""
PLANNED_HEAD = """
## 尚未实现 / Not kept yet

数值已经登记，供主管部门先行核对；还没有代码执行，办理业务时不检查。
Their numbers are recorded, for the bureau to check beforehand; no code keeps these rules yet.

| 编号 | 规则 | 依据 | 数值 |
|---|---|---|---|"""
NOT_KEPT = "  代码  尚未实现"


class Command(BaseCommand):
    help = "规则：编号、依据、今日有效的数值、代码位置与测试"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "text", nargs="?", default="", help="编号或文字，例如 R-NOTICE-01、公示"
        )
        parser.add_argument("--markdown", action="store_true", help="输出 docs/rules.md")

    def handle(self, *, text: str, markdown: bool, **options: Any) -> None:
        found = [
            rule
            for rule in (*RULES.values(), *PLANNED.values())
            if text.upper() in rule.id or text in rule.zh + rule.en
        ]
        if not found:
            raise CommandError(
                f"没有含“{text}”的规则；不带文字运行可列出全部。 No rule has {text!r}."
            )
        if markdown:
            kept = [_row(rule) for rule in found if rule.id in RULES]
            planned = [_planned_row(rule) for rule in found if rule.id in PLANNED]
            self.stdout.write("\n".join([HEAD, *kept, PLANNED_HEAD, *planned]))
            return
        for rule in found:
            self.stdout.write(_card(rule) + "\n")


def values_today(rule: str) -> list[str]:
    """The values in force today, a programme's own first, as a person reads them."""
    today = clock.today()
    rows = RuleParameter.objects.filter(
        Q(effective_to=None) | Q(effective_to__gte=today), rule=rule, effective_from__lte=today
    ).order_by("name", "programme_id")
    return [
        f"{row.name} = {row.value} {row.unit}".rstrip()
        + f"（{row.programme_id or '其他机制'}，{'verified' if row.verified else 'unverified'}）"
        for row in rows
    ]


def all_values(rule: str) -> list[str]:
    """Every value that was recorded, whatever the day."""
    rows = RuleParameter.objects.filter(rule=rule).order_by("name", "programme_id", "pk")
    return [
        f"{row.name} = {row.value} {row.unit}".rstrip()
        + f"（{row.programme_id or '其他机制'}，{'verified' if row.verified else 'unverified'}"
        + (f"，至 {row.effective_to}）" if row.effective_to else "）")
        for row in rows
    ]


def _card(rule: Rule) -> str:
    lines = [
        f"{rule.id}  {rule.zh}",
        f"  {rule.en}",
        f"  依据  {rule.source}",
        *(f"  数值  {value}" for value in values_today(rule.id) or ["–"]),
        *([f"  代码  {place}" for place in kept_at(rule.id)] or [NOT_KEPT]),
        *(f"  拒绝  {code}" for code in refused_as(rule.id)),
        *(f"  测试  {place}" for place in places_of_tests(rule.id)),
    ]
    return "\n".join(lines)


def _row(rule: Rule) -> str:
    cells = (
        rule.id,
        f"{rule.zh}<br>{rule.en}",
        rule.source,
        "<br>".join(values_today(rule.id)) or "–",
        "、".join(f"`{place.path}`" for place in kept_at(rule.id)),
        "、".join(f"`{code}`" for code in refused_as(rule.id)) or "–",
    )
    return f"| {' | '.join(cells)} |"


def _planned_row(rule: Rule) -> str:
    cells = (rule.id, f"{rule.zh}<br>{rule.en}", rule.source, "<br>".join(all_values(rule.id)))
    return f"| {' | '.join(cells)} |"
