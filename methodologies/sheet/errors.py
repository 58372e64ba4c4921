"""What a workbook may be refused for: as a whole, or cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from core.errors import CodedError, Sentence


class SheetCode(Enum):
    BOOK_TOO_LARGE = Sentence(
        "工作簿过大：{what} {size}，上限 {limit}。请删去无关的工作表、行列和图片，或分次填报。",
        "The workbook is too large: {what_en} {size}, limit {limit}. Remove what is not needed.",
    )
    BOOK_UNREADABLE = Sentence(
        "不是可读取的 .xlsx 工作簿（{problem}）。请另存为“Excel 工作簿（*.xlsx）”，不要加密。",
        "This is no readable .xlsx workbook ({problem_en}). Save the template as .xlsx, unencrypted.",
    )
    BOOK_MACROS = Sentence(
        "工作簿含宏。请另存为不含宏的“Excel 工作簿（*.xlsx）”后重新上传。",
        "The workbook has macros. Save it as .xlsx without macros and upload it again.",
    )
    BOOK_NO_TEMPLATE = Sentence(
        "不是本系统的数据模板。请下载 {code} {version} 的模板，把数据填入后上传。",
        "This is not a template of this system. Download the one of {code} {version} and fill it in.",
    )
    BOOK_OTHER = Sentence(
        "这是 {found} 的模板，需要的是 {code} {version}。请下载 {code} {version} 的模板后重新填写。",
        "This is the template of {found}, not of {code} {version}. Download that one.",
    )
    BOOK_OLD = Sentence(
        "模板出自 {code} {version} 的另一份定义（{found}…，现为 {sha256}…）。请下载新模板，把数据复制过去。",
        "The template is of another text of {code} {version}. Download it anew and copy the data.",
    )
    SHEETS_WRONG = Sentence(
        "工作簿有 {count} 处问题，没有采用任何数据。第一处：{first}",
        "The workbook has {count} faults and nothing of it was used. The first: {first_en}",
    )
    SHEET_MISSING = Sentence(
        "缺少工作表“{sheet}”。请从模板复制这张表，名称不要改动。",
        "The sheet {sheet!r} is missing. Copy it from the template under its own name.",
    )
    HEAD_CHANGED = Sentence(
        "此格应为符号“{used}”，现为“{found}”。请恢复模板的行列和次序；说明写入“证据/备注”列。",
        "This cell should hold the symbol {used!r}, not {found!r}. Restore the template's order.",
    )
    CELLS_MERGED = Sentence(
        "单元格 {ref} 被合并，无法判断数据属于哪一行。请取消合并，每格各填一个值。",
        "The cells {ref} are merged. Unmerge them and give each cell its own value.",
    )
    CELL_FORMULA = Sentence(
        "公式没有算出的值。请在 Excel 中打开并保存一次，或复制后“粘贴为数值”。",
        "The formula has no computed value. Open and save the file in Excel, or paste values.",
    )
    CELL_ERROR = Sentence(
        "单元格是错误值 {found}。请改正公式，或直接填写数值。",
        "The cell holds the error {found}. Correct the formula or type the value.",
    )
    CELL_DATE = Sentence(
        "单元格是日期或时间（{found}），应为{wanted}。请把单元格格式改为“常规”后重新填写。",
        "The cell holds a date or time ({found}). Set its format to General and type it again.",
    )
    ROWS_BELOW = Sentence(
        "模板到第 {row} 行为止（数据最多 {limit} 行），以下还有内容，没有读取。请移到表内、汇总或删去。",
        "The template ends with row {row} ({limit} rows of data); there is something below. Move it.",
    )


@dataclass(frozen=True, slots=True)
class CellError:
    """One fault in its place: ``cell`` is empty where a whole sheet is meant."""

    sheet: str
    cell: str
    symbol: str
    refusal: CodedError

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    @property
    def zh(self) -> str:
        return self.refusal.zh

    @property
    def en(self) -> str:
        return self.refusal.en

    def as_dict(self) -> dict[str, Any]:
        """The error for programs, with its place."""
        place = {"sheet": self.sheet, "cell": self.cell, "symbol": self.symbol}
        return place | self.refusal.as_dict()
