"""A statement: whose, of which period, its lines, and the refusal to make one that does not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from core.errors import CodedError
from registry.ledger.models import Account
from registry.ledger.models.buckets import Bucket
from registry.ledger.statements import balances
from registry.ledger.statements.balances import Line
from registry.ledger.statements.errors import StatementCode
from registry.ledger.statements.movements import Movement, every
from registry.ledger.statements.period import Period, Stretch, stretch_of
from registry.organisations.selectors.holders import display_names

Sums = dict[tuple[int, Bucket], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Statement:
    """``movements`` is how many there are; they are read page by page."""

    account: Account
    holder: str
    period: Period
    stretch: Stretch
    lines: tuple[Line, ...]
    movements: int

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return f"statement-{self.account.number}-{self.period.from_day}-{self.period.to_day}"


def statement(account: Account, period: Period) -> Statement:
    """The statement of a holder's account; refused when opening + movements ≠ closing anywhere."""
    if account.holder_uuid is None:
        raise CodedError(StatementCode.STATEMENT_OF_SYSTEM_ACCOUNT, account=account.number)
    stretch = stretch_of(period)
    lines = tuple(balances.lines(account.id, stretch))
    for line in lines:
        if not line.adds_up:
            raise _refusal(account, line)
    return Statement(
        account=account,
        holder=display_names([account.holder_uuid]).get(account.holder_uuid, "—"),
        period=period,
        stretch=stretch,
        lines=lines,
        movements=balances.count_movements(account.id, stretch),
    )


def checked_movements(made: Statement) -> Iterator[Movement]:
    """Every movement; after the last one, what was listed is compared with the lines, so that no file
    is finished that lacks a movement or has one too many."""
    listed = yield from _counting(every(made.account.id, made.stretch))
    for line in made.lines:
        came, went = listed.pop((line.batch.id, line.bucket), (0, 0))
        if (came, went) != (line.came_t, line.went_t):
            raise _refusal(made.account, line)
    if listed:
        raise CodedError(
            StatementCode.STATEMENT_DOES_NOT_ADD_UP, account=made.account.number, place="—"
        )


def _counting(movements: Iterable[Movement]) -> Generator[Movement, None, Sums]:
    """Pass them on; at the end, tonnes that came and went by batch and bucket."""
    came: Counter[tuple[int, Bucket]] = Counter()
    went: Counter[tuple[int, Bucket]] = Counter()
    for movement in movements:
        if movement.came is not None:
            came[movement.batch, movement.came] += movement.quantity_t
        if movement.went is not None:
            went[movement.batch, movement.went] += movement.quantity_t
        yield movement
    return {place: (came[place], went[place]) for place in came.keys() | went.keys()}


def _refusal(account: Account, line: Line) -> CodedError:
    place = f"{line.batch.code} {line.bucket.label}"
    return CodedError(StatementCode.STATEMENT_DOES_NOT_ADD_UP, account=account.number, place=place)
