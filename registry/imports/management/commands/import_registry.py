"""``manage.py import_registry FORMAT --issuances F --retirements F``: see docs/import-formats.md.

Ends with exit code 0 when every row was handled, refused ones included; their list is in the last
line of standard output. Anything else is said on standard error with exit code 1.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from core.errors import CodedError
from governance.identity.errors import IdentityCode
from registry.imports.errors import ImportCode
from registry.imports.formats import FORMATS, Format
from registry.imports.importers import importer
from registry.imports.services import Result, import_history

SHOWN = 20


class Command(BaseCommand):
    help = "带入其他登记簿的公开历史 / Bring in another registry's public history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "format", choices=sorted(FORMATS), help="文件格式 / format of the files"
        )
        parser.add_argument("--issuances", type=Path, required=True, help="签发文件 / issuances")
        parser.add_argument(
            "--retirements", type=Path, required=True, help="注销文件 / retirements"
        )
        parser.add_argument("--programme", help="机制代码（仅 blocks，默认 EXT）/ programme code")
        parser.add_argument("--as", dest="username", help="由谁导入（用户名）/ who imports")
        parser.add_argument(
            "--json", action="store_true", help="只输出结果一行 / print the last line only"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        form = FORMATS[options["format"]]
        started = time.monotonic()

        def say(text: str) -> None:
            self.stderr.write(f"[import] {time.monotonic() - started:6.1f} s  {text}")
            self.stderr.flush()

        try:
            programme = _programme(form, options["programme"])
            history = form.read(options["issuances"], options["retirements"])
            say(f"已读取 {len(history.issuances):,} 行签发、{len(history.retirements):,} 行注销")
            actor = importer(options["username"], programme=programme)
            result = import_history(
                actor=actor, form=form, programme=programme, history=history, say=say
            )
        except CodedError as refusal:
            raise CommandError(f"{refusal.code}: {refusal.zh}\n{refusal.en}") from None
        result.seconds = time.monotonic() - started
        if not options["json"]:
            self._tell(result)
        self.stdout.write(orjson.dumps(result.as_dict()).decode())

    def _tell(self, result: Result) -> None:
        say = self.stdout.write
        say(f"机制 {result.programme}，新开账户 {result.opened_accounts:,} 个")
        say(f"签发 {result.issued_batches:,} 批 {result.issued_t:,} 吨")
        say(f"注销 {result.retired_blocks:,} 段 {result.retired_t:,} 吨")
        say(f"以前已导入 {result.already_imported:,} 行，重复行 {result.repeated_lines:,} 行")
        for pair in result.notes.get("unfitted", []):
            say(f"不相符：{pair['project']} {pair['vintage']}，{pair['done']}")
        say(f"拒收 {len(result.refused):,} 行")
        for refusal in result.refused[:SHOWN]:
            say(f"  {refusal.row_id}：{refusal.error.zh}")
        if len(result.refused) > SHOWN:
            say(f"  其余 {len(result.refused) - SHOWN:,} 行见末行 JSON")


def _programme(form: Format, given: str | None) -> str:
    code = given or form.default_programme
    if form.fixed and code != form.default_programme:
        raise CodedError(
            ImportCode.PROGRAMME_FIXED, format=form.name, programme=form.default_programme
        )
    if not (code.isascii() and code.isalpha() and code.isupper() and 2 <= len(code) <= 10):
        raise CodedError(IdentityCode.PROGRAMME_MALFORMED, programme=code)
    return code
