"""The accounts of a member's organisation and what is in them, ready to be shown. Nobody else's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from governance.rulebook.models import Programme
from portal.access import Member
from registry.ledger.models import Account, Batch, Bucket
from registry.ledger.selectors.balances import balances

SHOWN = (Bucket.AVAILABLE, Bucket.TRADING, Bucket.RESERVED, Bucket.FROZEN)
SPENT = (Bucket.RETIRED, Bucket.CANCELLED)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch in the account: its code and grouped tonnes, in the order of ``SHOWN``."""

    code: str
    cells: list[tuple[str, str]]


def accounts_of(member: Member) -> QuerySet[Account]:
    """The accounts of the organisation chosen, in the order of their numbers."""
    return Account.objects.filter(holder_uuid=member.organisation.uuid).order_by("number")


def own_account(member: Member, number: str) -> Account:
    """The account of this number, if it is the organisation's; 404 for every other number alike."""
    found = accounts_of(member).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def programme_names(accounts: list[Account]) -> dict[str, str]:
    """Codes of programmes and what they are called."""
    codes = {account.programme for account in accounts}
    known = {each.code: each.name_zh for each in Programme.objects.filter(code__in=codes)}
    return {code: known.get(code, code) for code in codes}


def batch_rows(account: Account) -> tuple[list[BatchRow], list[tuple[str, str]]]:
    """Batches of which the account still has something, newest first, and the sums of all buckets."""
    by_batch: dict[int, dict[Bucket, int]] = defaultdict(dict)
    sums: dict[Bucket, int] = defaultdict(int)
    for balance in balances(account.id):
        sums[balance.bucket] += balance.quantity_t
        if balance.bucket in SHOWN:
            by_batch[balance.batch][balance.bucket] = balance.quantity_t
    batches = Batch.objects.in_bulk(list(by_batch))
    rows = [
        BatchRow(batches[batch].code, _cells(by_batch[batch], SHOWN))
        for batch in sorted(by_batch, reverse=True)
    ]
    return rows, _cells(sums, (*SHOWN, *SPENT))


def _cells(found: dict[Bucket, int], buckets: tuple[Bucket, ...]) -> list[tuple[str, str]]:
    return [(str(bucket.label), f"{found.get(bucket, 0):,}") for bucket in buckets]
