"""What the public addresses refuse."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class DisclosureCode(Enum):
    NOT_SEALED = Sentence(
        zh="没有这条记录，或尚未封存。请核对编号，或过几分钟再试。",
        en="There is no such record, or it is not sealed yet. Check the number or try again in some "
        "minutes.",
        status=404,
    )
    NO_SUCH_CHECKPOINTS = Sentence(
        zh="没有这两个检查点，或先后颠倒。请从检查点列表中选取 from 不大于 to 的两个。",
        en="There are no such checkpoints in this order. Take two of the list, from not above to.",
        status=404,
    )
