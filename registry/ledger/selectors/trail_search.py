"""Which requests the words of a search mean, for the trail: by account, holder, reference, serial,
document, rare act, or words of a reason. Each answer is bounded; None means too many to name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Q

from core.errors import CodedError
from governance.audit.trail.words import having
from registry.ledger import serials
from registry.ledger.models import Account, Act, Batch, Entry, Hold
from registry.ledger.selectors.movements import entry_ids_of, life_of, sources
from registry.ledger.selectors.places import issuing_entry
from registry.ledger.selectors.serial_history import serial_history

FEW = 5_000  # as many requests are looked up by number; more of a kind are met soon on the way back
ACCOUNTS = 20
_ACCOUNT_NUMBER = re.compile(r"[A-Z]{2,10}-[0-9]{6,}")
_BIG = 2**63

_BY_ACT = "SELECT request FROM ledger.entry WHERE act = %s::ledger.act LIMIT %s"
_BY_ENTRIES = "SELECT DISTINCT request FROM ledger.entry WHERE id = ANY(%s)"
# The index request_words has the requests people made here; programs say the same words each time.
_BY_WORDS = """SELECT id FROM ledger.request WHERE client = 'registry'
  AND public.text_grams(actor_name || ' ' || reason) @> public.text_grams(%s) LIMIT %s"""


def requests_of_act(act: str) -> list[int] | None:
    """The requests of a rare act; None when there are more than ``FEW``, as there are of trades."""
    if act == Act.SETTLE:
        return None
    return _few(_BY_ACT, act)


def requests_with(words: str) -> list[int] | None:
    """Requests made here whose actor or reason may have these words; None for more than ``FEW``."""
    return _few(_BY_WORDS, words)


def requests_about(thing: str) -> list[int]:
    """Requests about an account, entry, reference, serial, batch or document."""
    return _requests(_entries_about(thing.strip()))


def requests_of_holders(holders: Collection[UUID]) -> list[int]:
    """Requests that touched an account of these holders."""
    found = Account.objects.filter(holder_uuid__in=holders).values_list("id", flat=True)[:ACCOUNTS]
    return _requests({entry for account in found for entry in _entries_of(account)})


def _few(sql: str, *params: str) -> list[int] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, (*params, FEW + 1))
        found = [number for (number,) in cursor]
    return found if len(found) <= FEW else None


def _requests(entries: Iterable[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_BY_ENTRIES, (list(entries),))
        return [number for (number,) in cursor]


def _entries_of(account: int) -> set[int]:
    moved = set(entry_ids_of(account).values_list("entry_id", flat=True))
    return moved | set(life_of(account).values_list("id", flat=True))


def _entries_about(thing: str) -> set[int]:
    if _ACCOUNT_NUMBER.fullmatch(thing.upper()):
        account = Account.objects.filter(number=thing.upper()).first()
        return _entries_of(account.id) if account else set()
    try:
        return _entries_of_serial(thing)
    except CodedError:
        pass
    wanted = Q(source__in=sources(), reference__startswith=thing)
    if thing.isdecimal() and int(thing) < _BIG:
        wanted |= Q(id=int(thing))
    found = set(Entry.objects.filter(wanted).values_list("id", flat=True)[:FEW])
    documents = having(Hold.objects.exclude(kind=Hold.Kind.ORDER), "document", thing)
    return found | set(documents.values_list("entry", flat=True)[:FEW])


def _entries_of_serial(text: str) -> set[int]:
    """Everything that ever happened to the serial; of a whole batch, how it was issued."""
    block = serials.parse(text)
    history = serial_history(text)
    found = {step.entry for each in history.present for step in each.steps}
    batch: Batch = history.batch
    if block.quantity_t == batch.quantity_t and (issued := issuing_entry(batch.id)):
        found.add(issued)
    return found
