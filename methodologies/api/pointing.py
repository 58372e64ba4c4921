"""A refusal of the engine with the place in the request's body that it is about."""

from __future__ import annotations

import re

from core.api.faults import Fault, escaped
from core.errors import CodedError
from methodologies.engine import Plan
from methodologies.errors import MethodologyError

_CELL = re.compile(r"(?P<table>.+)\[(?P<row>[0-9]+)\]\.(?P<column>.*)")
OF_INPUTS = ("input_", "rows_", "number_", "unit_")


class PointedRefusal(CodedError):
    """The same refusal; ``faults`` name the input, and its row in a table."""

    def __init__(self, refusal: MethodologyError, plan: Plan) -> None:
        super().__init__(refusal.kind, **refusal.params)
        pointer = pointer_of(refusal, plan)
        self.faults = [Fault("body", pointer, refusal.code, refusal.zh, refusal.en)]


def pointer_of(refusal: MethodologyError, plan: Plan) -> str:
    """``/inputs/trips/3/distance``: rows count from 0, as JSON pointers do."""
    used = str(refusal.params.get("used") or refusal.symbol)
    if not used or not refusal.code.startswith(OF_INPUTS):
        return "/inputs"
    cell = _CELL.fullmatch(used)
    if cell:
        row = int(cell["row"]) - 1
        return f"/inputs/{escaped(cell['table'])}/{row}/{escaped(cell['column'])}"
    if "row" in refusal.params:
        table = plan.checked.names.column_table(used)
        return f"/inputs/{escaped(table)}/{int(refusal.params['row']) - 1}/{escaped(used)}"
    return f"/inputs/{escaped(used)}"
