"""The peer: django-hordak, a transfer for each trade, one connection.

``python -m benchmarks.hordak_client`` with DJANGO_SETTINGS_MODULE=benchmarks.hordak_settings. A
hordak transfer is less work than a trade: one asset, no serials, no balance check, no repeat check.
"""

from __future__ import annotations

import random
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from hordak.models import Account, AccountType  # noqa: E402
from moneyed import Money  # noqa: E402

from benchmarks.children import serve  # noqa: E402

PICK = random.Random(7)
ACCOUNTS: list[Account] = []


def make(accounts: int) -> int:
    """Its tables and ``accounts`` accounts."""
    call_command("migrate", interactive=False, verbosity=0)
    for n in range(accounts):
        ACCOUNTS.append(
            Account.objects.create(
                name=f"account {n}", code=str(n), type=AccountType.asset, currencies=["CNY"]
            )
        )
    return len(ACCOUNTS)


def rate(seconds: float) -> float:
    """Transfers a second, measured for ``seconds``; each in a transaction of its own, because the
    legs of a transfer must balance when it commits."""
    done, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < seconds:
        source, destination = PICK.sample(ACCOUNTS, 2)
        with transaction.atomic():
            source.transfer_to(destination, Money(PICK.randint(1, 20), "CNY"))
        done += 1
    return done / passed


if __name__ == "__main__":
    serve({job.__name__: job for job in (make, rate)})
