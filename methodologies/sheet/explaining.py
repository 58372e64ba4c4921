"""The sentences of the workbook: how to fill it in, and the list of faults."""

from __future__ import annotations

from methodologies import asking
from methodologies.definition import Table
from methodologies.evaluating.plan import Plan
from methodologies.sheet import layout
from methodologies.sheet.reading import Reading
from methodologies.statement.blocks import STATUS_WORDS, WARNINGS

SCALARS_NOTE = "请填“数值”列（浅黄色）；证据或说明写在“证据/备注”列。只写数字时按“单位”列的单位。"

_HOW = (
    ("怎样填写", "只填浅黄色的格子。表头、符号和工作表名称不要改动，不要增删列，不要合并单元格。"),
    (
        "单位",
        "只写数字时按表中所列单位；也可以连单位一起写成文字，如 30 W、812000 kWh，由系统换算。",
    ),
    (
        "精确",
        "Excel 的数字只有 15 位有效数字。系统按单元格的数取最短的十进制写法，与您输入的数字相同；"
        "超过 15 位的数请先输入英文单引号 '，作为文字填写，逐位照录。",
    ),
    ("百分数", "可写成 5%，也可写成 0.05。"),
    ("公式", "可以用 Excel 公式，系统采用保存时算出的值；没有算出值的公式不予采用。"),
    ("空行", "表中的空行略去不计；留空的可选项按“填写要求”处理。"),
    ("上传之后", "有问题时系统指出全部有问题的单元格，并可下载标出问题的工作簿，改正后再上传。"),
)


def lines(plan: Plan) -> list[tuple[str, ...]]:
    """The first sheet: which methodology, and how to fill in."""
    head = plan.checked.definition
    found: list[tuple[str, ...]] = [
        ("监测数据填报", head.name),
        ("方法学", f"{head.code} {head.version}（{STATUS_WORDS[head.status]}）"),
    ]
    if warning := WARNINGS.get(head.status):
        found.append(("注意", warning))
    if head.source.text:
        found.append(("依据", head.source.text))
    if head.note:
        found.append(("说明", head.note))
    found.append(("定义文件 SHA-256", head.sha256))
    found.append(("工作表“参数”", f"{len(asking.scalars(plan))} 项"))
    titles = layout.titles(head)
    for table in asking.tables(head):
        found.append(
            (f"工作表“{titles[table.symbol]}”", table_note(table, layout.most_rows(table)))
        )
    return [*found, *_HOW]


def table_note(table: Table, most: int) -> str:
    """One sentence on what a row is and how many there may be."""
    least = f"至少 {table.min_rows} 行，" if table.min_rows else "没有时可不填，"
    what = f"{table.name}（{table.symbol}）：每项一行"
    return f"{what}，从第 {layout.ROWS_FROM} 行填起，{least}最多 {most:,} 行。"


def faults(reading: Reading) -> list[tuple[str, ...]]:
    """The list of everything wrong: sheet, cell, symbol, what and what to do."""
    count = len(reading.errors) + reading.uncounted
    note = f"共 {count:,} 处问题，没有采用任何数据。请在各表中改正后上传本工作簿。"
    if reading.uncounted:
        note += f"以下只列前 {len(reading.errors):,} 处。"
    rows = [(each.sheet, each.cell, each.symbol, each.zh) for each in reading.errors]
    return [(note,), ("工作表", "单元格", "符号", "问题与处理"), *rows]
