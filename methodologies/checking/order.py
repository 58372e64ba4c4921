"""In which order equations are evaluated, whatever the order they are written in.

An equation may use its own table's previous row (``prev``); equations that recur on each other
that way are evaluated together, row by row. Any other circle is refused with its path.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from methodologies.checking.checked import Names, Step, formulas
from methodologies.definition import Definition, Formula
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.language.tree import Aggregate, Node, Previous, Symbol, children


@dataclass
class Uses:
    """Symbols used of the same row or as they are, of a whole column, of the row before."""

    plain: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    before: set[str] = field(default_factory=set)

    @property
    def all(self) -> set[str]:
        return self.plain | self.whole | self.before


def uses_of(found: list[Formula], each: str, names: Names) -> Uses:
    uses = Uses()
    if each:
        uses.plain.add(each)
    for formula in found:
        _collect(formula.tree, uses, frozenset(), names)
    return uses


def _collect(node: Node, uses: Uses, inside: frozenset[str], names: Names) -> None:
    match node:
        case Symbol():
            whole = names.column_table(node.name) in inside
            (uses.whole if whole else uses.plain).add(node.name)
        case Previous():
            uses.before.add(node.symbol)
        case Aggregate():
            uses.plain.add(node.table)
            inside = inside | {node.table}
    for child in children(node):
        _collect(child, uses, inside, names)


def order(definition: Definition, names: Names) -> tuple[tuple[Step, ...], dict[str, Uses]]:
    """The steps of a calculation, and what each equation and counted table uses."""
    uses: dict[str, Uses] = {}
    for table in definition.tables.values():
        if table.counter:
            found = [each for each in (table.first, table.last) if each is not None]
            uses[table.symbol] = uses_of(found, "", names)
    for equation in definition.equations.values():
        uses[equation.symbol] = uses_of(formulas(equation), equation.each, names)
    graph = {symbol: {each for each in found.all if each in uses} for symbol, found in uses.items()}
    groups = _groups(graph)
    member = {symbol: place for place, group in enumerate(groups) for symbol in group}
    between: TopologicalSorter[int] = TopologicalSorter()
    for symbol in uses:
        of = {member[each] for each in graph[symbol]} - {member[symbol]}
        between.add(member[symbol], *sorted(of))
    steps = tuple(_step(groups[place], uses, definition, names) for place in between.static_order())
    return steps, uses


def _step(group: list[str], uses: dict[str, Uses], definition: Definition, names: Names) -> Step:
    [first, *rest] = group
    if first in definition.tables and not rest and first not in uses[first].all:
        return Step(counts=first)
    tables = {names.column_table(symbol) for symbol in group}
    inner: TopologicalSorter[str] = TopologicalSorter()
    for symbol in group:
        inner.add(symbol, *sorted((uses[symbol].plain | uses[symbol].whole) & set(group)))
    try:
        sequence = tuple(inner.static_order())
    except CycleError as error:
        raise _cycle(list(error.args[1])[::-1], definition) from None
    if len(group) > 1 and (
        len(tables) > 1 or any(uses[symbol].whole & set(group) for symbol in group)
    ):
        raise _cycle([*group, group[0]], definition)
    return Step(sequence, tables.pop())


def _cycle(path: list[str], definition: Definition) -> MethodologyError:
    symbol = min(path[:-1], key=lambda each: definition.lines.get(each, 1))
    start = path.index(symbol)
    turned = [*path[start:-1], *path[:start], symbol]
    return MethodologyError(
        MethodologyCode.CYCLE,
        line=definition.lines.get(symbol),
        symbol=symbol,
        path=" → ".join(turned[:12]),
    )


def _groups(graph: dict[str, set[str]]) -> list[list[str]]:
    """Strongly connected components (Kosaraju), without recursion; each in order of the file."""
    place = {symbol: at for at, symbol in enumerate(graph)}
    finished: list[str] = []
    seen: set[str] = set()
    for root in graph:
        stack = [(root, iter(sorted(graph[root], key=place.__getitem__)))]
        if root in seen:
            continue
        seen.add(root)
        while stack:
            symbol, rest = stack[-1]
            following = next((each for each in rest if each not in seen), None)
            if following is None:
                finished.append(symbol)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(sorted(graph[following], key=place.__getitem__))))
    users: dict[str, list[str]] = {symbol: [] for symbol in graph}
    for symbol, used in graph.items():
        for each in used:
            users[each].append(symbol)
    groups, taken = [], set()
    for root in reversed(finished):
        if root in taken:
            continue
        group, pending = [], [root]
        taken.add(root)
        while pending:
            symbol = pending.pop()
            group.append(symbol)
            for each in users[symbol]:
                if each not in taken:
                    taken.add(each)
                    pending.append(each)
        groups.append(sorted(group, key=place.__getitem__))
    return sorted(groups, key=lambda group: place[group[0]])
