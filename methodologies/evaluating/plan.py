"""A checked definition compiled once, to be calculated many times."""

from __future__ import annotations

from dataclasses import dataclass, field

from methodologies.checking.checked import Checked, Step
from methodologies.checking.order import uses_of
from methodologies.definition import Condition
from methodologies.evaluating.compiling import Closure, Compiler, Slots
from methodologies.evaluating.equations import Runner, compile_step
from methodologies.evaluating.looking_up import finder


@dataclass
class Plan:
    """Steps with their runners. ``needed`` remembers what a set of given symbols leaves to do."""

    checked: Checked
    slots: Slots
    steps: list[tuple[Step, Runner]]
    conditions: list[tuple[Condition, Closure, list[int]]]
    # Parameters with a default that a condition asks for, whether or not the result needs them.
    asked: frozenset[str]
    compiler: Compiler
    _needed: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    _runners: dict[frozenset[str], list[Runner]] = field(default_factory=dict)

    def needed(self, given: frozenset[str]) -> frozenset[str]:
        """Every symbol and table that the result rests on when ``given`` are not computed."""
        if given not in self._needed:
            definition = self.checked.definition
            pending = [definition.result, *filter(None, [definition.buffer_symbol])]
            found: set[str] = set()
            while pending:
                symbol = pending.pop()
                if symbol in found:
                    continue
                found.add(symbol)
                if home := self.checked.names.column_table(symbol):
                    pending.append(home)
                if symbol not in given:
                    pending += self.checked.uses.get(symbol, ())
            if len(self._needed) > 64:
                self._needed.clear()
            self._needed[given] = frozenset(found)
        return self._needed[given]

    def runners(self, given: frozenset[str]) -> list[Runner]:
        """What to run, in order."""
        if given not in self._runners:
            needed = self.needed(given)
            if len(self._runners) > 64:
                self._runners.clear()
            self._runners[given] = [
                runner
                for step, runner in self.steps
                if step.counts in needed or needed.intersection(step.equations)
            ]
        return self._runners[given]


def compile_plan(checked: Checked) -> Plan:
    """The plan of a checked definition; also reads its look-up tables, which may be refused."""
    compiler = Compiler(checked.names, checked.definition.lookups)
    for table in checked.definition.lookups.values():
        for value, _ in table.values:
            compiler.finders[table.symbol, value] = finder(table, value)
    steps = [(step, compile_step(step, checked, compiler)) for step in checked.steps]
    definition, slots = checked.definition, compiler.slots
    for name in definition.lines:
        (slots.table if name in definition.tables else slots.of)(name)
    conditions, asked = [], set()
    for each in definition.conditions:
        used = uses_of([each.formula], "", checked.names).all - {"true", "false"}
        scalars = {name for name in used if not checked.names.column_table(name)}
        places = [(slots.table if n in definition.tables else slots.of)(n) for n in sorted(scalars)]
        conditions.append((each, compiler.compile(each.formula.tree), places))
        asked |= {
            name
            for name in scalars & set(definition.parameters)
            if definition.parameters[name].default is not None
        }
    return Plan(checked, slots, steps, conditions, frozenset(asked), compiler)
