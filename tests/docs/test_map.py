"""docs/map.md: every path exists, every room is named, the order of imports is the contract's."""

from __future__ import annotations

import configparser
import re

import pytest

from tests.databases import ROOT
from tests.docs.pages import page, paths, rooms

MAP = page("docs/map.md")


def test_every_path_exists():
    missing = [path for path in paths(MAP) if not (ROOT / path).exists()]
    assert missing == []


def test_every_top_level_room_is_named():
    assert {"core", "registry", "tests"} <= set(rooms())
    assert [room for room in rooms() if f"`{room}/" not in MAP] == []


@pytest.mark.parametrize("group", ["governance", "registry"])
def test_every_app_is_named(group):
    apps = sorted(path.parent.name for path in (ROOT / group).glob("*/apps.py"))
    assert apps
    assert [app for app in apps if f"`{group}/{app}/`" not in MAP] == []


def test_the_order_of_imports_is_the_contract():
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    layers = contract["importlinter:contract:rooms"]["layers"].replace("|", " ").split()
    arrows = MAP[MAP.index("`demo` →") :].split("\n\n")[0]
    assert re.findall(r"`([\w.]+)`", arrows) == layers
