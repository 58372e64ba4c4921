"""Drawing acts on holds. Where there is none of the kind yet, one is mostly set instead."""

from __future__ import annotations

import datetime as dt

from tests.model.calls import Call
from tests.model.draws_units import UnitDraws
from tests.model.naive import Hold
from tests.registry.ledger.world import APPROVER, CHECKER, OPERATOR

FREEZES = ("judicial", "regulator", "pledge")


class HoldDraws(UnitDraws):
    def reserve(self, kind: str) -> Call:
        if kind == "order" and self.nothing_in("trading"):
            return self.within("deposit", "available")
        bucket = "trading" if kind == "order" else self.one(["available", "trading"])
        before = self.day_to_sell() if bucket == "trading" else None
        account, batch = self.place(bucket, before)
        amount = self.amount(self.model.free(account, batch, bucket, before))
        place = {"batch": batch, "account": account, "bucket": bucket}
        paper = {"kind": kind, "document": self.document(), "expires_on": self.expiry()}
        return self.call("reserve", self.owner(account), **place, **paper, **amount)

    def freeze(self) -> Call:
        kind = self.one(["judicial", "regulator", "pledge", "judicial"])
        account, batch = self.place(self.one(["available", "trading"]))
        if self.queues() and self.rarely(3):
            account, batch = self.one(self.queues())
        blocks = [b for s in ("available", "trading") for b in self.model.free(account, batch, s)]
        amount = self.amount(blocks)
        if kind != "pledge" and amount["serials"] is None and self.rarely(3):
            amount["quantity_t"] += self.number(1, 30)  # more than there is: some of it waits
        paper = {"kind": kind, "document": self.document(), "expires_on": self.expiry()}
        return self.call("freeze", CHECKER, batch=batch, account=account, **paper, **amount)

    def release(self) -> Call:
        if self.no_hold("order", "reservation"):
            return self.reserve("reservation")
        hold = self.hold("order", "reservation")
        actor = self.owner_of_hold(hold)
        return self.call("release", actor, hold=hold, quantity_t=self.part_of(hold))

    def unfreeze(self) -> Call:
        if self.no_hold(*FREEZES):
            return self.freeze()
        hold = self.hold(*FREEZES)
        part, document = self.part_of(hold), self.document()
        return self.call("unfreeze", CHECKER, hold=hold, quantity_t=part, document=document)

    def renew(self) -> Call:
        if self.no_hold(*FREEZES):
            return self.freeze()
        hold = self.hold(*FREEZES)
        until = self.model.today + dt.timedelta(days=self.number(1, 9))
        return self.call("renew", CHECKER, hold=hold, expires_on=until, document=self.document())

    def expire(self) -> Call:
        def is_due(hold: Hold) -> bool:
            return bool(hold.expires_on and hold.expires_on < self.model.today)

        due = [n for n, h in self.model.holds.items() if h.status == "open" and is_due(h)]
        if not due and not self.rarely():
            return self.freeze()
        hold = self.one(due) if due and not self.rarely() else self.hold("judicial", "order")
        return self.call("expire", OPERATOR, hold=hold)

    def execute(self) -> Call:
        if self.no_hold(*FREEZES):
            return self.freeze()
        hold = self.hold(*FREEZES)
        found = self.model.holds.get(hold)
        to = self.other(found.account, found.batch) if found else self.account()
        part, document = self.part_of(hold), self.document()
        return self.call(
            "execute", CHECKER, hold=hold, destination=to, quantity_t=part, document=document
        )  # fmt: skip

    def cancel_frozen(self) -> Call:
        if self.no_hold(*FREEZES):
            return self.freeze()
        hold = self.hold(*FREEZES)
        part, document = self.part_of(hold), self.document()
        return self.call("cancel_frozen", APPROVER, hold=hold, quantity_t=part, document=document)
