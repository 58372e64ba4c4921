"""``python -m governance.audit.verify FILE``: check a proof file offline.

Needs Python and the library ``cryptography``, neither Django nor the registry's database. Exit 0:
proven. Exit 1: not proven. The key decides what a proof is worth, so get it where the file did
not come from, and give it with ``--key``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from governance.audit.evidence import bundles, notes

OWN_KEY = (
    "注意：公钥取自文件本身，这只说明文件前后一致，不说明是谁签署的。请从登记簿网站、公报等其他渠道取得公钥，"
    "再用 --key 核对。",
    "Caution: the key came from the file itself, so this only shows that the file agrees with itself, not "
    "who signed it. Get the key from elsewhere and check again with --key.",
)


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    trusted = options.key is not None
    try:
        key = notes.VerifierKey.parse(_key_text(options.key)) if trusted else None
        proven = bundles.check(_read(options.file), key)
    except bundles.BundleError as error:
        return _say_no(error.code, error.zh, error.en, options.json)
    except notes.NoteError as error:
        return _say_no(
            "key", f"公钥无法识别：{error}", f"the key cannot be read: {error}", options.json
        )
    _say_yes(proven, trusted=trusted, only_json=options.json)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m governance.audit.verify",
        description="离线核对证明文件 / check a proof file offline",
    )
    parser.add_argument(
        "file", help="证明文件（JSON），- 为标准输入 / the proof file, - for standard input"
    )
    parser.add_argument(
        "--key", help="可信的公钥，或其文件 / the trusted public key, or a file with it"
    )
    parser.add_argument(
        "--json", action="store_true", help="只输出一行 JSON / one line of JSON only"
    )
    return parser


def _read(name: str) -> Any:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        return json.loads(text, object_pairs_hook=_once)
    except (OSError, ValueError, RecursionError) as error:
        raise bundles.BundleError(
            "unreadable", f"读不出文件：{error}", f"the file cannot be read: {error}"
        ) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are given once: of two values one would be proven and the other read."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice / 同一名称出现两次")
    return found


def _key_text(given: str) -> str:
    path = Path(given)
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else given
    except OSError:
        return given


def _say_no(code: str, zh: str, en: str, only_json: bool) -> int:
    if only_json:
        print(
            json.dumps(
                {"ok": False, "code": code, "message": zh, "message_en": en}, ensure_ascii=False
            )
        )
    else:
        print(f"不成立：{_plain(zh)}\nNot proven: {_plain(en)}")
    return 1


def _say_yes(proven: bundles.Proven, *, trusted: bool, only_json: bool) -> None:
    point = proven.checkpoint
    if not only_json:
        print(
            f"成立：以下记录是 {point.origin} 的第 {proven.index} 号叶，"
            f"在其 {point.size} 叶的检查点之内，未被改动。\n"
            f"Proven: the records below are in leaf {proven.index} of {point.origin} and in its checkpoint "
            f"of {point.size} leaves, unchanged."
        )
        if proven.newer is not None:
            print(
                f"该检查点延续到 {proven.newer.size} 叶的检查点，其间没有改写。/ "
                f"The checkpoint of {proven.newer.size} leaves continues it."
            )
        for record in _shown(proven):
            print(
                "\n"
                + "\n".join(
                    f"  {name}: {'—' if value is None else _plain(value)}"
                    for name, value in record.items()
                )
            )
        print(f"\n公钥 / key: {proven.key}")
        if not trusted:
            print("\n".join(OWN_KEY))
        return
    found: dict[str, Any] = {
        "ok": True,
        "key": str(proven.key),
        "key_given": trusted,
        "origin": point.origin,
        "index": proven.index,
        "size": point.size,
        "newer_size": proven.newer.size if proven.newer else None,
        "records": _shown(proven),
    }
    if not trusted:
        found |= {"caution": OWN_KEY[0], "caution_en": OWN_KEY[1]}
    print(json.dumps(found, ensure_ascii=False))


def _plain(text: str) -> str:
    """What a file says, shown so that it cannot draw on the terminal or write lines of its own."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _shown(proven: bundles.Proven) -> list[Mapping[str, str | None]]:
    return [*proven.records, proven.leaf] if proven.leaf not in proven.records else proven.records


if __name__ == "__main__":
    sys.exit(main())
