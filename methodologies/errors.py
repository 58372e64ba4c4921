"""What a methodology file, its units, its numbers or its inputs may be refused for.

Each error carries the line of the file and the symbol it is about; ``where`` is both, for the
sentence. Nothing was computed when one is raised.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from core.errors import CodedError, Sentence


def _s(zh: str, en: str) -> Sentence:
    return Sentence(zh="{where}" + zh, en="{where_en}" + en)


class MethodologyCode(Enum):
    FILE_TOO_LARGE = _s(
        "文件过大：{size}，上限 {limit}。请把大表移到数据输入中，或拆分方法学。",
        "The file is too large: {size}, limit {limit}. Move big tables into the inputs.",
    )
    FILE_UNREADABLE = _s(
        "文件无法读取：{problem}。请检查路径，并以 UTF-8 保存。",
        "The file cannot be read: {problem}. Check the path and save it as UTF-8.",
    )
    FILE_NOT_TOML = _s(
        "不是有效的 TOML：{problem}。请按该行改正。",
        "This is not TOML: {problem}. Correct that line.",
    )
    FILE_TOO_NESTED = _s(
        "嵌套过深（上限 {limit} 层）。请减少层次。",
        "Nested too deeply (limit {limit}). Flatten it.",
    )
    KEY_UNKNOWN = _s(
        "不认识的键“{key}”，此处可用：{known}。请改正拼写或删除。",
        "Unknown key {key!r}; known here: {known}. Correct or remove it.",
    )
    KEY_MISSING = _s("缺少键“{key}”。请补上。", "The key {key!r} is missing. Add it.")
    VALUE_WRONG = _s(
        "键“{key}”的值应为{wanted}。请改正。",
        "The value of {key!r} must be {wanted_en}. Correct it.",
    )
    NUMBER_MALFORMED = _s(
        "“{text}”不是数字。请写成 1234.5、1.2e3 或 1/3。",
        "{text!r} is no number. Write 1234.5, 1.2e3 or 1/3.",
    )
    NUMBER_TOO_LONG = _s(
        "数字过长：最多 {limit} 位，指数不超过 ±{limit}。请检查单位与位数。",
        "The number is too long: at most {limit} digits, exponent within ±{limit}.",
    )
    UNIT_UNKNOWN = _s(
        "不认识的单位“{unit}”。可用单位见 docs/methodology-format.md。",
        "Unknown unit {unit!r}. See docs/methodology-format.md for the units.",
    )
    UNIT_AMBIGUOUS = _s(
        "单位“{unit}”有歧义：除号之后还有乘号或第二个除号。请加括号，如 gCO2/(人*km)。",
        "The unit {unit!r} is ambiguous after its division sign. Use parentheses.",
    )
    SYMBOL_MALFORMED = _s(
        "“{text}”不能作符号：须以字母或汉字开头，只含字母、数字、下划线，不超过 40 个字符，且非保留字。",
        "{text!r} cannot be a symbol: letter first, then letters, digits, _; 40 at most; not reserved.",
    )
    SYMBOL_TWICE = _s(
        "符号已在第 {first} 行定义。请改名或删除一处。",
        "The symbol is already defined in line {first}. Rename or remove one.",
    )
    SYMBOL_UNKNOWN = _s(
        "公式用到未定义的符号“{used}”。请先定义它，或改正拼写。",
        "The formula uses {used!r}, which is defined nowhere. Define it or correct the spelling.",
    )
    SYMBOLS_TOO_MANY = _s("符号过多（上限 {limit}）。请拆分。", "Too many symbols (limit {limit}).")
    FORMULA_SYNTAX = _s(
        "公式第 {column} 个字符处有误：{problem}。",
        "The formula is wrong at character {column}: {problem_en}.",
    )
    FORMULA_TOO_LONG = _s(
        "公式过长（{size}，上限 {limit}）。请拆成几个公式。",
        "The formula is too long ({size}, limit {limit}). Split it.",
    )
    FORMULA_TOO_DEEP = _s(
        "公式嵌套过深（上限 {limit} 层）。请拆成几个公式。",
        "The formula is nested too deeply (limit {limit}). Split it.",
    )
    FUNCTION_UNKNOWN = _s(
        "没有函数“{name}”。可用：{known}。", "There is no function {name!r}. Known: {known}."
    )
    ARGUMENTS_WRONG = _s(
        "{name} 的参数不对，应为 {wanted}。", "Wrong arguments for {name}; it takes {wanted}."
    )
    CYCLE = _s(
        "公式循环引用：{path}。请断开其中一环；逐年递推请用 prev。",
        "The formulas go round in a circle: {path}. Break it; use prev for recursion.",
    )
    ROW_OUTSIDE = _s(
        '“{used}”是表“{table}”的列，只能在 each = "{table}" 的公式或 sum({table}, …) 之内使用。',
        "{used!r} is a column of {table!r}: use it with each = {table!r} or in sum({table}, …).",
    )
    UNITS_DIFFER = _s(
        "单位不符：{left} 与 {right} 不能{act}。请检查公式或换算。",
        "The units do not agree: {left} and {right} cannot be used with {act_en}.",
    )
    UNIT_OF_RESULT = _s(
        "公式的量纲是 {found}，声明的单位是 {wanted}。请改正公式或单位。",
        "The formula has the dimension {found}, the declared unit is {wanted}.",
    )
    KIND_WRONG = _s(
        "此处需要{wanted}，得到的是{found}。请改正公式。",
        "{wanted_en} is needed here, not {found_en}. Correct the formula.",
    )
    EXPONENT_WRONG = _s(
        "有单位的量只能取固定的数次幂。请写常数指数，或先除以单位，如 (D / 1[cm])^b。",
        "A quantity with a unit takes a constant exponent only; divide by the unit first.",
    )
    TABLE_WRONG = _s("“{used}”{problem}。请改正。", "{used!r} {problem_en}. Correct it.")
    EXAMPLES_MISSING = _s(
        "没有算例。请至少提供一个算例（[[example]]），否则不能公示。",
        "There is no worked example. Give at least one [[example]].",
    )
    EXAMPLE_DIFFERS = _s(
        "算例“{example}”：{used} 算得 {found}，文件写的是 {wanted}。请核对公式、取整或算例。",
        "Example {example!r}: {used} computes to {found}, the file says {wanted}.",
    )
    INPUTS_UNREADABLE = _s(
        "输入数据无法读取：{problem}。请提供一个 JSON 对象。",
        "The inputs cannot be read: {problem}. Give one JSON object.",
    )
    INPUTS_TOO_LARGE = _s(
        "输入数据过大：超过 {limit} 字节，正在读取“{used}”。请汇总后再填。",
        "The inputs exceed {limit} bytes, within {used!r}. Aggregate first.",
    )
    INPUT_MISSING = _s(
        "缺少输入“{used}”（{name}，单位 {unit}）。请补上。",
        "The input {used!r} ({name}, in {unit}) is missing. Supply it.",
    )
    INPUT_UNKNOWN = _s(
        "没有名为“{used}”的输入。可用：{known}。",
        "There is no input called {used!r}. Known: {known}.",
    )
    INPUT_TYPE = _s(
        "输入“{used}”应为{wanted}，得到的是“{found}”。请改正。",
        "The input {used!r} must be {wanted_en}, not {found!r}.",
    )
    INPUT_UNIT = _s(
        "输入“{used}”的单位“{found}”与要求的“{wanted}”量纲不同。请换算后再填。",
        "The input {used!r} is in {found!r}, which cannot be turned into {wanted!r}.",
    )
    INPUT_BOUNDS = _s(
        "输入“{used}”= {found}，超出允许范围 {low} 至 {high}（{unit}）。请核对数据。",
        "The input {used!r} = {found} lies outside {low} to {high} ({unit}).",
    )
    ROWS_TOO_MANY = _s(
        "表“{used}”有 {size} 行，上限 {limit}。请汇总后再填。",
        "The table {used!r} has {size} rows, limit {limit}. Aggregate first.",
    )
    ROWS_NONE = _s(
        "表“{used}”没有可用的行，无法计算{act}。请补充数据。",
        "The table {used!r} has no row to compute {act} from. Supply data.",
    )
    DIVISION_BY_ZERO = _s("除数为零。请检查输入。", "Division by zero. Check the inputs.")
    NUMBER_TOO_BIG = _s(
        "计算中出现过大的数（超过 {limit} 位二进制）。请检查幂次与单位。",
        "A number became too big (over {limit} bits). Check powers and units.",
    )
    OUT_OF_DOMAIN = _s(
        "{name} 对 {found} 无定义。请检查输入。",
        "{name} is not defined for {found}. Check the inputs.",
    )
    RESULT_TOO_BIG = _s(
        "结果 {found} 吨超过 {limit} 吨，不合常理。请核对输入的单位与位数。",
        "The result, {found} t, is over {limit} t. Check units and digits of the inputs.",
    )
    TOO_MUCH_WORK = _s(
        "计算量超过上限（{limit} 步）。请减少行数或嵌套求和。",
        "The calculation exceeds {limit} steps. Use fewer rows or nested sums.",
    )
    LOOKUP_MISSING = _s(
        "查表“{used}”中没有 {key}。请核对输入。", "The look-up {used!r} has nothing for {key}."
    )
    FACTOR_MISSING = _s(
        "因子表“{table}”没有适用于地区“{region}”、日期 {on} 的“{used}”。请直接填写该因子，或补充因子表。",
        "The factor table {table!r} has no {used!r} for {region!r} on {on}. Give it, or add it.",
    )
    METHODOLOGY_UNKNOWN = _s(
        "目录中没有方法学“{name}”。可用：{known}。",
        "The catalogue has no methodology {name!r}. Known: {known}.",
    )


class MethodologyError(CodedError):
    """A refusal that says at which line of the file, and about which symbol."""

    def __init__(
        self, kind: MethodologyCode, /, *, line: int | None = None, symbol: str = "", **params: Any
    ) -> None:
        self.line, self.symbol = line, symbol
        super().__init__(kind, line=line, symbol=symbol, **params)
        self._place()

    def at(self, *, line: int | None = None, symbol: str = "") -> MethodologyError:
        """The same refusal, told where it happened unless it knew already."""
        self.line = self.line or line
        self.symbol = self.symbol or symbol
        self._place()
        return self

    def without_place(self) -> MethodologyError:
        """The same refusal without line and symbol, where the reader sees the place beside it."""
        words = self.params.items()
        kept = {k: v for k, v in words if k not in {"line", "symbol", "where", "where_en"}}
        return MethodologyError(self.kind, **kept)  # type: ignore[arg-type]

    def _place(self) -> None:
        zh = [f"第 {self.line} 行"] if self.line else []
        en = [f"line {self.line}"] if self.line else []
        if self.symbol:
            zh.append(f"“{self.symbol}”")
            en.append(f"{self.symbol!r}")
        self.params |= {
            "line": self.line,
            "symbol": self.symbol,
            "where": " ".join(zh) + "：" if zh else "",
            "where_en": ", ".join(en) + ": " if en else "",
        }
        self.args = (f"{self.code}: {self.zh}",)
