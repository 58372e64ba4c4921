"""The first world of every run: two programmes, seven accounts, three batches; made through the
services like everything after it, and told to the model step by step."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from tests.model.both import Both, Calendar
from tests.model.calls import Call
from tests.model.naive import Naive
from tests.registry.ledger.world import APPROVER, CHECKER, MAKER
from tests.registry.organisations.holders import make_organisation

FIRST_DAY = dt.date(2026, 3, 2)


def first_world(calendar: Calendar) -> Naive:
    model = Naive(FIRST_DAY)
    both = Both(model, calendar, Counter())
    organisations = [make_organisation(actor=MAKER).uuid for _ in range(7)]
    verifier = make_organisation(actor=MAKER, kinds=["verifier"]).uuid
    model.holders = dict.fromkeys(organisations, True) | {verifier: False}
    # The first organisation has an account in either programme; two have none yet.
    owners = [("BJ", n) for n in range(4)] + [("CD", n) for n in (0, 4, 3)]
    for number, (programme, n) in enumerate(owners):
        args = {"programme": programme, "holder": organisations[n]}
        both.step(Call("open_account", args, CHECKER, f"A-{number}"))
    beijing = [n for n, a in model.accounts.items() if a.programme == "BJ" and not a.system]
    chengdu = [n for n, a in model.accounts.items() if a.programme == "CD" and not a.system]
    for number, (programme, project, owners_t) in enumerate(
        [
            ("BJ", "PA", [(a, 40) for a in beijing]),
            ("BJ", "PB", [(beijing[1], 25), (beijing[0], 60)]),
            ("CD", "PA", [(a, 50) for a in chengdu]),
        ]
    ):
        args = {"programme": programme, "project": project, "vintage": 2025}
        args |= {"shares": tuple(owners_t), "issuance": None}
        both.step(Call("issue", args, APPROVER, f"I-{number}"))
    return model
