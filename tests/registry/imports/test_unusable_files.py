"""Files that cannot be used at all: one clear sentence, exit code 1, nothing written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import CommandError

from governance.identity.models import User
from governance.rulebook.models import Programme
from registry.organisations.models import Holder
from tests.registry.imports.files import Files, issuance, retirement
from tests.registry.ledger.world import picture

pytestmark = pytest.mark.django_db

Spoil = Callable[[Files], object]

SPOILT: dict[str, tuple[str, Spoil]] = {
    "a column is missing": (
        "column_missing: 文件 retirements.csv 的表头缺少列：holder",
        lambda files: files.retirements.write_text(
            "row_id,batch,first,last,retired_on,beneficiary,reason\n"
        ),
    ),
    "another file": (
        "column_missing: 文件 issuances.csv",
        lambda files: files.issuances.write_bytes(files.retirements.read_bytes()),
    ),
    "a column twice": (
        "column_twice: 文件 issuances.csv 的表头有重复的列：batch",
        lambda files: files.issuances.write_text(
            "batch,batch,project,vintage,quantity,issued_on,holder\n"
        ),
    ),
    "an empty file": ("column_missing", lambda files: files.issuances.write_text("")),
    "no file": ("file_unreadable", lambda files: files.issuances.unlink()),
    "a picture": (
        "file_not_text: 文件 issuances.csv",
        lambda files: files.issuances.write_bytes(b"\x89PNG\r\n\x1a\n\x81\x8d\x90"),
    ),
    "an open quote": (
        "file_not_csv: 文件 issuances.csv 第 2 行",
        lambda files: files.issuances.write_text(
            files.issuances.read_text().replace("甲公司", '"甲公司')
        ),
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_unusable_file(blocks: Files, case: str) -> None:
    sentence, spoil = SPOILT[case]
    blocks.write([issuance()], [retirement("R1", 1, 10)])
    spoil(blocks)
    before = picture(), Holder.objects.count(), Programme.objects.count(), User.objects.count()
    with pytest.raises(CommandError) as caught:
        blocks.load()
    assert str(caught.value).startswith(sentence)
    after = picture(), Holder.objects.count(), Programme.objects.count(), User.objects.count()
    assert after == before
