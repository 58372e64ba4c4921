"""Drawing acts on accounts, batches and units."""

from __future__ import annotations

from tests.model.calls import Call
from tests.model.draws import Draw
from tests.model.naive_accounts import tonnes_left
from tests.registry.ledger.world import APPROVER, CHECKER, holder_of


class UnitDraws(Draw):
    def transfer(self) -> Call:
        source, batch = self.place("available")
        amount = self.amount(self.model.free(source, batch, "available"))
        to = self.other(source, batch)
        return self.call(
            "transfer", CHECKER, batch=batch, source=source, destination=to, **amount
        )  # fmt: skip

    def within(self, act: str, bucket: str) -> Call:
        """Deposit, withdraw or retire."""
        if act == "withdraw" and self.nothing_in("trading"):
            return self.within("deposit", "available")
        before = self.day_to_sell() if act == "withdraw" else None
        account, batch = self.place(bucket, before)
        amount = self.amount(self.model.free(account, batch, bucket, before))
        actor = holder_of(account) if act == "retire" else self.owner(account)
        return self.call(act, actor, batch=batch, account=account, **amount)

    def cancel(self) -> Call:
        bucket = self.one(["available", "trading"])
        account, batch = self.place(bucket)
        amount = self.amount(self.model.free(account, batch, bucket))
        return self.call("cancel", APPROVER, batch=batch, account=account, bucket=bucket, **amount)

    def status(self) -> Call:
        """Accounts that are suspended are mostly resumed; those closed are mostly empty."""
        known = [(n, a) for n, a in self.model.accounts.items() if not a.system]
        stopped = [n for n, a in known if a.status == "suspended"]
        empty = [n for n, a in known if a.status != "closed" and not tonnes_left(self.model, n)]
        act = self.one(["suspend_account", "resume_account", "close_account"])
        likely = {"resume_account": stopped, "close_account": empty}.get(act)
        account = self.one(likely) if likely and not self.rarely() else self.account()
        return self.call(act, CHECKER, account=account)

    def issue(self) -> Call:
        programme = self.one(["BJ", "CD"])
        everyone = self.model.accounts.items()
        owners = [n for n, a in everyone if a.programme == programme and not a.system]
        some = owners[self.number(0, len(owners) - 1) :][: self.number(1, 3)]
        shares = tuple((account, self.number(1, 60)) for account in some)
        name = {"programme": programme, "project": self.one(["PA", "PB"]), "vintage": 2025}
        number = self.number(1, 9) if self.rarely(5) else None
        return self.call("issue", APPROVER, **name, shares=shares, issuance=number)

    def open_account(self) -> Call:
        holder = self.one(list(self.model.holders))
        programme = self.one(["BJ", "CD", "CCER"])
        return self.call("open_account", CHECKER, programme=programme, holder=holder)
