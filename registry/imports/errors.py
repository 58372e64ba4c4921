"""What an import refuses: files it cannot use at all, and rows it cannot take."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class ImportCode(Enum):
    # The whole file: nothing is written.
    FILE_UNREADABLE = Sentence(
        zh="无法读取文件 {file}：{problem}。请核对路径和权限。",
        en="File {file} cannot be read: {problem}. Check its path and rights.",
    )
    FILE_NOT_TEXT = Sentence(
        zh="文件 {file} 既不是 UTF-8 也不是 cp1252 文本（第 {position} 个字节起）。请另存为 UTF-8 的 CSV。",
        en="File {file} is neither UTF-8 nor cp1252 text (from byte {position}). Save it as CSV in UTF-8.",
    )
    FILE_NOT_CSV = Sentence(
        zh="文件 {file} 第 {line} 行起不是有效的 CSV：{problem}。请检查引号和分隔符。",
        en="File {file} is not CSV from line {line}: {problem}. Check its quotes and commas.",
    )
    COLUMN_MISSING = Sentence(
        zh="文件 {file} 的表头缺少列：{columns}。请核对文件是否选对、格式是否为 {format}。",
        en="The header of {file} lacks: {columns}. Is this the right file, and is its format {format}?",
    )
    COLUMN_TWICE = Sentence(
        zh="文件 {file} 的表头有重复的列：{columns}。请删去多余的列。",
        en="The header of {file} has columns twice: {columns}. Remove the extra ones.",
    )
    # One row: it is listed with its code, the others go on.
    ROW_INCOMPLETE = Sentence(
        zh="{file} 第 {line} 行有 {cells} 格，表头有 {columns} 列。请补全或删去多余的格。",
        en="{file} line {line} has {cells} cells where the header has {columns}. Complete it.",
    )
    FIELD_INVALID = Sentence(
        zh="{file} 第 {line} 行“{field}”填写有误（{value}）：{problem}。请改正该行后再导入。",
        en="{file} line {line}, {field!r} ({value}): {problem_en}. Correct the row and import again.",
    )
    ROW_CHANGED = Sentence(
        zh="“{row_id}”已按另一内容导入过，同一行号不能再代表别的内容。请核对两次的文件。",
        en="{row_id!r} was imported before with another content; an id stands for one content only. "
        "Compare the files.",
        status=409,
    )
    BATCH_NEVER_ISSUED = Sentence(
        zh="“{row_id}”所指批次 {batch} 从未签发：签发文件和登记簿中都没有与之相符的签发。请核对签发文件。",
        en="{row_id!r} names the batch {batch}, which was never issued: neither the issuances nor the "
        "ledger have it. Check the issuances.",
    )
    PREFIX_AMBIGUOUS = Sentence(
        zh="“{serial}”的前缀 {prefix} 属于项目 {project}、年份 {vintage} 的批次，与该行不符。请核对该行。",
        en="The prefix {prefix} of {serial!r} belongs to project {project}, vintage {vintage}, not to what "
        "this row says. Check the row.",
    )
    # Who imports
    IMPORTER_UNKNOWN = Sentence(
        zh="没有用户“{username}”。请核对 --as 后的用户名。",
        en="There is no user {username!r}. Check the name after --as.",
        status=404,
    )
    IMPORTER_NEEDED = Sentence(
        zh="正式环境须用 --as 写明由谁导入（需要角色：运行人员）。",
        en="In production name who imports with --as (role: operator).",
    )
    PROGRAMME_FIXED = Sentence(
        zh="格式 {format} 的机制代码固定为 {programme}，不能另选。请去掉 --programme。",
        en="Format {format} always goes to programme {programme}. Leave --programme out.",
    )
