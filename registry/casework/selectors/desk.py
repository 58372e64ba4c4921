"""What waits on a person's desk: counts by kind, programme and state of whose turn it is, and the cases
that are theirs or due soon. A handful of queries whatever the number of cases.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F, Min, Q, QuerySet

from core import clock
from governance.audit.approvals.models import Delegation
from governance.audit.approvals.standing import capacity, delegations_to
from governance.identity.actor import Actor
from governance.identity.roles import Role
from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.calendar.workdays import WorkCalendar
from registry.casework.kinds import CaseKind, all_kinds
from registry.casework.models import Case, Participant
from registry.casework.parties import BUREAU, Party
from registry.casework.selectors.due import soon_until
from registry.casework.selectors.naming import kind_name, known_kinds, state_name
from registry.casework.selectors.standing import STAFF_PARTIES
from registry.casework.selectors.visible import visible_cases

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Pile:
    """Cases of one kind, programme and state. ``mine``: it is the person's move, as ``party``."""

    kind: str
    programme: str
    state: str
    count: int
    late: int
    soon: int
    oldest: dt.datetime
    handled: int
    party: str = ""

    @property
    def kind_zh(self) -> str:
        return kind_name(self.kind)

    @property
    def state_zh(self) -> str:
        return state_name(self.kind, self.state)


@dataclass(frozen=True, slots=True)
class Desk:
    """``turn`` waits for this person, ``others`` for somebody else; ``handled`` and ``pressing`` are
    cases themselves, at most :data:`SHOWN` of each."""

    calendar: WorkCalendar
    turn: list[Pile] = field(default_factory=list)
    others: list[Pile] = field(default_factory=list)
    handled: list[Case] = field(default_factory=list)
    pressing: list[Case] = field(default_factory=list)

    def total(self, name: str, *, all_piles: bool = False) -> int:
        piles = self.turn + self.others if all_piles else self.turn
        return sum(getattr(pile, name) for pile in piles)


def in_progress(kinds: Iterable[CaseKind] | None = None) -> Q:
    """Cases somebody still has to do something about."""
    found = Q(pk__in=[])
    for kind in all_kinds() if kinds is None else kinds:
        states = sorted(set(kind.turn) - kind.hidden)
        if states:
            found |= Q(kind=kind.code, state__in=states)
    return found


def turn_q(parties: Mapping[str, frozenset[Party]]) -> Q:
    """Cases whose move belongs to one of ``parties``: given by programme code."""
    found = Q(pk__in=[])
    for programme, held in parties.items():
        for kind in all_kinds():
            states = sorted(
                s for s, who in kind.turn.items() if who & held and s not in kind.hidden
            )
            if states:
                found |= Q(programme_id=programme, kind=kind.code, state__in=states)
    return found


def staff_parties(
    actor: Actor, programmes: Iterable[str], lent: Iterable[Delegation] | None = None
) -> dict[str, frozenset[Party]]:
    """The bureau's parties of the person in each programme, by roles of their own or lent."""
    lent = delegations_to(actor) if lent is None else lent
    wanted = [(party, role) for party, role in STAFF_PARTIES.items() if party in BUREAU]
    return {
        programme: frozenset(
            party for party, role in wanted if capacity(actor, [role], programme, lent)
        )
        for programme in programmes
    }


def expert_cases(actor: Actor) -> QuerySet[Case]:
    """Those the person was invited to and whose move is the experts'."""
    mine = Participant.now.filter(user_id=actor.user_id, part=Participant.As.EXPERT).values(
        "case_id"
    )
    theirs = Q(pk__in=[])
    for kind in all_kinds():
        states = sorted(s for s, who in kind.turn.items() if Party.EXPERT in who)
        if states:
            theirs |= Q(kind=kind.code, state__in=states)
    return Case.objects.filter(theirs, pk__in=mine)


def desk_of(actor: Actor, lent: Iterable[Delegation] | None = None) -> Desk:
    """Everything of the desk; ``actor`` sees only what :func:`visible_cases` gives."""
    calendar, today = work_calendar(), clock.today()
    lent = list(delegations_to(actor)) if lent is None else lent
    seen, soon = visible_cases(actor, lent), soon_until(calendar, today)
    piles = _piles(seen.filter(in_progress()), actor, today, soon)
    parties = staff_parties(actor, sorted({pile.programme for pile in piles}), lent)
    turn, others = _divided(piles, parties)
    if actor.may(Role.EXPERT):
        turn += [
            _as(pile, Party.EXPERT)
            for pile in _piles(expert_cases(actor), actor, today, soon)
            if Party.EXPERT not in parties.get(pile.programme, ())
        ]
        taken = {(p.kind, p.programme, p.state) for p in turn}
        others = [p for p in others if (p.kind, p.programme, p.state) not in taken]
    near = F("due_on").asc(nulls_last=True)
    rows = seen.select_related("applicant").order_by(near, "since")
    handled, pressing = [], []
    if any(pile.handled for pile in piles):
        handled = list(rows.filter(in_progress(), handler_id=actor.user_id)[:SHOWN])
    if any(pile.late or pile.soon for pile in turn) or handled:
        mine = turn_q(parties) | Q(in_progress(), handler_id=actor.user_id)
        if actor.may(Role.EXPERT):
            mine |= Q(pk__in=expert_cases(actor).values("pk"))
        pressing = list(rows.filter(mine, due_on__lte=soon)[:SHOWN])
    return Desk(calendar, turn, others, handled, pressing)


def _piles(rows: QuerySet[Case], actor: Actor, today: dt.date, soon: dt.date) -> list[Pile]:
    counted = (
        rows.order_by()
        .values_list("kind", "programme_id", "state")
        .annotate(
            n=Count("*"),
            late=Count("due_on", filter=Q(due_on__lt=today)),
            soon=Count("due_on", filter=Q(due_on__range=(today, soon))),
            oldest=Min("since"),
            handled=Count("handler", filter=Q(handler_id=actor.user_id)),
        )
    )
    order = {kind: n for n, kind in enumerate(known_kinds())}
    found = [Pile(*row) for row in counted]
    return sorted(found, key=lambda p: (p.programme, order.get(p.kind, 99), _place(p)))


def _place(pile: Pile) -> int:
    kind = known_kinds()[pile.kind]
    values = list(kind.model.states().values)
    return values.index(pile.state) if pile.state in values else 99


def _divided(
    piles: Iterable[Pile], parties: Mapping[str, frozenset[Party]]
) -> tuple[list[Pile], list[Pile]]:
    turn, others = [], []
    for pile in piles:
        whose = known_kinds()[pile.kind].turn.get(pile.state, frozenset())
        held = sorted(whose & parties.get(pile.programme, frozenset()))
        if held:
            turn.append(_as(pile, held[0]))
        else:
            others.append(pile)
    return turn, others


def _as(pile: Pile, party: Party) -> Pile:
    values = {name: getattr(pile, name) for name in Pile.__slots__}
    return Pile(**(values | {"party": party.value}))
