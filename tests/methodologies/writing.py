"""Small methodology files for tests, written from parts."""

from __future__ import annotations

from methodologies.engine import Calculation, Plan, calculate, open_methodology

HEAD = """format = 1
[methodology]
code = "TEST"
version = "V1"
name = "试验"
status = "sample"
product_class = "能源替代"
result = "{result}"
"""


def parameter(symbol: str, unit: str = "1", more: str = "") -> str:
    return f'[parameter."{symbol}"]\nname = "{symbol}"\nunit = "{unit}"\n{more}\n'


def equation(symbol: str, formula: str, unit: str = "1", more: str = "") -> str:
    return (
        f'[[equation]]\nsymbol = "{symbol}"\nname = "{symbol}"\nunit = "{unit}"\n'
        f"formula = '''{formula}'''\n{more}\n"
    )


def table(symbol: str, columns: dict[str, str], more: str = "") -> str:
    """``columns`` are symbols and their units; the unit ``text`` makes a text column."""
    found = f'[table.{symbol}]\nname = "{symbol}"\n{more}\n'
    for name, unit in columns.items():
        kind = 'kind = "text"' if unit == "text" else f'unit = "{unit}"'
        found += f'[table.{symbol}.column.{name}]\nname = "{name}"\n{kind}\n'
    return found


def opened(*parts: str, result: str = "R") -> Plan:
    return open_methodology((HEAD.format(result=result) + "".join(parts)).encode())


def computed(formula: str, unit: str = "1", more: str = "", **inputs: str) -> Calculation:
    """The value of one formula; ``x="5 t"`` makes a parameter of that unit."""
    units = {name: [*text.split(" ", 1), "1"][1] for name, text in inputs.items()}
    parts = [parameter(name, of) for name, of in units.items()]
    return calculate(opened(*parts, equation("R", formula, unit, more)), dict(inputs))
