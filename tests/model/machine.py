"""Random runs of every act, bad input included, on the ledger and on the model at once."""

from __future__ import annotations

import copy
import itertools
from collections import Counter
from dataclasses import dataclass, field, replace

from django.db import transaction
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from registry.ledger.verify import verify
from tests.model import compare
from tests.model.both import Both, Calendar
from tests.model.calls import Call
from tests.model.draws_trades import EveryDraw
from tests.model.naive import Naive
from tests.model.spoil import spoil

DATA = st.data()


@dataclass
class Run:
    """What the examples of one test have in common: the first world, the clock, and the counts."""

    first: Naive
    calendar: Calendar
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    steps: int = 0

    def machine(self) -> Machine:
        return Machine(self)


class Machine(RuleBasedStateMachine):
    """One example: it happens in a transaction that is rolled back at its end."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run = run
        self.numbers = itertools.count(1)
        self.sent: list[Call] = []
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.both = Both(copy.deepcopy(run.first), run.calendar, run.seen)

    def teardown(self) -> None:
        try:
            compare.check_replay()
            report = verify()
            assert report.ok, report.as_dict()
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    def draw(self, data: st.DataObject) -> EveryDraw:
        return EveryDraw(data, self.both.model, self.numbers)

    def act(self, data: st.DataObject, call: Call) -> None:
        """One step; one call in eight is spoilt."""
        d = self.draw(data)
        self.send(spoil(d, call, self.sent) if d.rarely(8) else call)

    def send(self, call: Call) -> None:
        self.run.steps += 1
        self.sent.append(call)
        note(str(call))
        self.both.step(call)

    @rule(data=DATA)
    def transfer(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).transfer())

    @rule(data=DATA)
    def deposit(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).within("deposit", "available"))

    @rule(data=DATA)
    def withdraw(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).within("withdraw", "trading"))

    @rule(data=DATA)
    def retire_or_cancel(self, data: st.DataObject) -> None:
        d = self.draw(data)
        self.act(data, d.cancel() if d.rarely(3) else d.within("retire", "available"))

    @rule(data=DATA)
    def order(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).reserve("order"))

    @rule(data=DATA)
    def reserve(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).reserve("reservation"))

    @rule(data=DATA)
    def release(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).release())

    @rule(data=DATA)
    def freeze(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).freeze())

    @rule(data=DATA)
    def unfreeze(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).unfreeze())

    @rule(data=DATA)
    def renew(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).renew())

    @rule(data=DATA)
    def expire(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).expire())

    @rule(data=DATA)
    def execute(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).execute())

    @rule(data=DATA)
    def cancel_frozen(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).cancel_frozen())

    @rule(data=DATA)
    def settle(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).settle())

    @rule(data=DATA)
    def settle_batch(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).settle_batch())

    @rule(data=DATA)
    def undo(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).undo())

    @rule(data=DATA)
    def account_status(self, data: st.DataObject) -> None:
        self.act(data, self.draw(data).status())

    @rule(data=DATA)
    def open_or_issue(self, data: st.DataObject) -> None:
        d = self.draw(data)
        self.act(data, d.open_account() if d.rarely(3) else d.issue())

    @rule(days=st.integers(1, 3))
    def next_day(self, days: int) -> None:
        self.run.steps += 1
        self.both.next_day(days)

    @rule(data=DATA)
    def send_again(self, data: st.DataObject) -> None:
        """As it was; under another key; or with something changed under the old key or reference."""
        if not self.sent:
            return
        d = self.draw(data)
        old = d.one(self.sent)
        way = d.number(0, 5)
        if way == 3:
            old = replace(old, key=f"K-{next(self.numbers)}")
        if way == 4 and old.reference is not None:
            old = replace(old, reference=d.reference())
        if way == 5:
            old = spoil(d, old, self.sent)
        self.send(old)
