"""One step: the same call to the model and to the ledger, and everything compared afterwards."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from core import clock
from core.errors import CodedError
from tests.model import compare, every_act  # noqa: F401  (fills ACTS)
from tests.model.calls import Call
from tests.model.ledger_side import fingerprint, perform
from tests.model.naive import Faults, Naive, Verdict


class Calendar:
    """Takes the place of the clock: noon in Shanghai of a day that is moved by hand."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    def now(self) -> dt.datetime:
        return dt.datetime.combine(self.day, dt.time(12), clock.SHANGHAI)


class Both:
    """The model and the ledger side by side. ``seen`` counts (act, outcome)."""

    def __init__(self, model: Naive, calendar: Calendar, seen: Counter[tuple[str, str]]) -> None:
        self.model, self.calendar, self.seen = model, calendar, seen
        self.calendar.day = model.today
        self.before = fingerprint()

    def step(self, call: Call) -> None:
        try:
            self._step(call)
        except Exception as error:
            error.add_note(f"on {self.model.today}: {call}")
            raise

    def _step(self, call: Call) -> None:
        verdict = self.model.judge(call)
        try:
            reply = perform(call)
        except CodedError as error:
            self._refused(call, verdict, error)
        else:
            self._answered(call, verdict, reply)
            self.seen[call.act, verdict.kind] += 1
        compare.check_everything(self.model)

    def next_day(self, days: int) -> None:
        self.model.today += dt.timedelta(days=days)
        self.calendar.day = self.model.today

    def _refused(self, call: Call, verdict: Verdict, error: CodedError) -> None:
        assert verdict.kind == "refused", f"refused {error.code} {error.params}, not {verdict}"
        check_refusal(error.code, error.params, verdict.faults)
        self._nothing_changed()
        self.seen[call.act, error.code] += 1

    def _answered(self, call: Call, verdict: Verdict, reply: dict[str, Any]) -> None:
        assert verdict.kind != "refused", f"done, though {verdict.faults}: {reply}"
        if verdict.kind == "replayed":
            check_figures(_stored(verdict.known), reply)
            self._nothing_changed()
            return
        if verdict.kind == "repeated":
            assert reply["entry"] == verdict.known
            self.model.remember(call, reply)
        else:
            assert "replayed" not in reply
            assert "repeated" not in reply or call.act == "settle_batch"
            check_figures(self.model.apply(call, reply), reply)
        self.before = fingerprint()

    def _nothing_changed(self) -> None:
        assert fingerprint() == self.before, "something changed"


def _stored(reply: dict[str, Any]) -> dict[str, Any]:
    """What a replay must give again, word for word."""
    return {name: value for name, value in reply.items() if name not in ("pieces", "entries")}


def check_figures(wanted: dict[str, Any], given: dict[str, Any]) -> None:
    for name, value in wanted.items():
        if name == "refused" and isinstance(value, dict):
            check_rows(given["refused"], value)
        else:
            assert given[name] == value, (name, given[name], value)


def check_refusal(code: str, params: dict[str, Any], faults: Faults) -> None:
    """The code must be true to say, and its figures right."""
    assert code in faults, f"refused {code} {params}, not {faults}"
    if code == "trades_refused":
        rows = [(row["row"], row["code"], row["params"]) for row in params["refused"]]
        check_rows(rows, faults[code]["refused"])
        return
    for name, value in faults[code].items():
        assert params[name] == value, (code, name, params, value)


def check_rows(given: list[tuple[int, str, dict[str, Any]]], wanted: dict[int, Faults]) -> None:
    assert [row for row, _, _ in given] == sorted(wanted), (given, wanted)
    for row, code, params in given:
        check_refusal(code, params, wanted[row])
