"""Where things stand in the workbook: names of sheets, rows and columns, and the hidden marker.

Writer and reader both look here, so that they cannot disagree.
"""

from __future__ import annotations

import re

from methodologies import asking, limits
from methodologies.definition import Definition, Table

FORMAT = "carbon-registry/methodology-inputs/1"
README, SCALARS, FAULTS, MARKER = "说明", "参数", "问题清单", "_模板标记"
FAULT_HEAD = "问题"

# The sheet of scalars: note, heads, then one row each.
SCALAR_HEADS = (
    "符号", "名称", "单位", "填写要求", "数值", "证据/备注", "允许范围", "来源"
)  # fmt: skip
SYMBOL_AT, VALUE_AT, NOTE_AT, SCALAR_FAULT_AT = 1, 5, 6, 9
SCALARS_FROM = 3

# A sheet of rows: note, symbols, names with units, what is needed; then the data.
SYMBOLS_ROW, NAMES_ROW, NEEDS_ROW, ROWS_FROM = 2, 3, 4, 5


def titles(definition: Definition) -> dict[str, str]:
    """The sheet of each table: its name as far as a sheet's title may have it, none twice."""
    found: dict[str, str] = {}
    taken = {each.casefold() for each in (README, SCALARS, FAULTS, MARKER)}
    for table in asking.tables(definition):
        base = re.sub(r"[\[\]:*?/\\']", "", table.name).strip()[:24] or "表"
        title, turn = base, 2
        while title.casefold() in taken:
            title, turn = f"{base} {turn}", turn + 1
        taken.add(title.casefold())
        found[table.symbol] = title
    return found


def fault_at(table: Table) -> int:
    """The column after the last of a table, where faults are shown."""
    return len(table.columns) + 1


def most_rows(table: Table) -> int:
    """How many rows of data a table takes."""
    return min(table.max_rows, limits.TABLE_CELLS // len(table.columns))
