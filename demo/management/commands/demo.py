"""``manage.py demo``: a small believable world, made through the services, and how to look at it.

May be repeated: the second time nothing changes. Refuses to run under production settings, because
it makes users whose password is printed here.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import CodedError
from demo import page
from demo.telling import tell


class Command(BaseCommand):
    help = "建立演示用的示例世界（可重复运行）/ make the small world of the demo (repeatable)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000", help="the port shown in the addresses")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError(
                "演示数据含公开的密码，不能写入生产环境。"
                " / The demo's passwords are public: it never runs in production."
            )
        try:
            changed = tell(self._say)
        except CodedError as refusal:
            raise CommandError(
                f"示例世界未能建全：{refusal.zh}\n"
                "若数据库里已有其他版本的示例或自行任命的三员，请换一个空数据库再运行。\n"
                f"The sample world is incomplete: {refusal.en} If this database holds another "
                "version of it, or administrators of your own, use an empty one."
            ) from refusal
        if not changed:
            self._say("示例世界此前已经建好，本次没有任何变化。 / Nothing changed.")
        self._say("\n封存：给每笔业务编叶号，签署检查点")
        call_command("seal_entries", stdout=self.stdout)
        self._verify()
        self._show(options["port"])

    def _verify(self) -> None:
        """Exits with 1 when the ledger does not add up; then nothing below may be believed."""
        self._say("\n核对账本：由划转记录重算每一处余额与序列号")
        call_command("verify_ledger", stdout=self.stdout)
        self._say("\n核对签发：报告、核算、核查结论与批次一一相符")
        call_command("verify_issuance", stdout=self.stdout)

    def _show(self, port: str) -> None:
        self._section("登记簿总量", page.totals())
        self._section(
            "地址",
            [
                f"  公开首页  http://127.0.0.1:{port}/",
                f"  存证日志  http://127.0.0.1:{port}/evidence/",
                f"  管理后台  http://127.0.0.1:{port}/admin/",
                f"  单位门户  http://127.0.0.1:{port}/portal/",
            ],
        )
        self._section("登录管理后台（均为示例人员与演示密码）", page.log_ins())
        self._section("登录单位门户（密码相同）", page.portal_log_ins())
        self._say("")
        self._say(page.SECOND_FACTOR)
        self._say(page.MEMBERS)
        self._say("业务日期由当天往前推算，记录时间是真实的写入时间；单位、项目、价格均为虚构。")

    def _section(self, title: str, lines: Any) -> None:
        self._say(f"\n{self.style.MIGRATE_HEADING(title)}")
        for line in lines:
            self._say(line)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
