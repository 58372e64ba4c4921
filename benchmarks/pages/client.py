"""The process that asks for the pages: ``python -m benchmarks.pages.client``, connected to the bench's
database as the running site would be.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import django
from django.conf import settings

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402

from benchmarks.children import serve  # noqa: E402
from benchmarks.figures import interleave  # noqa: E402
from benchmarks.pages import addresses, plans, trading  # noqa: E402
from benchmarks.pages.urls import EMPTY  # noqa: E402
from governance.identity.models import RoleGrant, User  # noqa: E402
from governance.identity.roles import Role  # noqa: E402

# Whoever may see most comes first; 三员 are separate people, so there are several.
PEOPLE = {
    "bench.staff": (Role.MAKER, Role.CHECKER, Role.APPROVER, Role.OPERATOR, Role.SUPERVISOR),
    "bench.auditor": (Role.AUDIT_ADMIN,),
    "bench.security": (Role.SECURITY_ADMIN,),
    "bench.system": (Role.SYSTEM_ADMIN,),
}
MOST_FILTERS = 12
browsers: dict[str, Client] = {}


def enter() -> list[str]:
    """Log everybody in; their names."""
    settings.ROOT_URLCONF = "benchmarks.pages.urls"
    granter, _ = User.objects.get_or_create(username="bench", defaults={"real_name": "性能测试"})
    for name, roles in PEOPLE.items():
        user, made = User.objects.get_or_create(
            username=name, defaults={"real_name": name, "is_staff": True}
        )
        for role in roles if made else ():
            RoleGrant.objects.create(user=user, role=role, reason="性能测试", granted_by=granter)
        client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        browsers[name] = client
    first = next(iter(browsers.values()))
    if (answer := first.get(EMPTY)).status_code != 200:
        raise RuntimeError(f"the empty page answers {answer.status_code}")
    return list(browsers)


def find() -> list[list[str]]:
    """Every page, lists also by each of their filters and far down."""
    found = []
    setup_test_environment()  # answers tell what they were drawn from
    for page in addresses.pages():
        found.append(page)
        if page.kind == "list" and "?" not in page.path:
            found += _narrowed(page)
    teardown_test_environment()
    return [list(page) for page in found]


def _narrowed(page: addresses.Page) -> Iterator[addresses.Page]:
    """A list filtered by one choice of each filter, by its dates, and its last page."""
    _, answer = _ask(page.path)
    changes = getattr(answer, "context", None) and answer.context.get("cl")
    if not changes:
        return
    for spec in changes.filter_specs[:MOST_FILTERS]:
        choices = [c["query_string"] for c in spec.choices(changes) if c.get("query_string")]
        if len(choices) > 1:
            yield addresses.Page("list", f"{page.label} {choices[1]}", page.path + choices[1])
    if changes.paginator.num_pages > 1:
        last = f"?p={changes.paginator.num_pages}"
        yield addresses.Page("list", f"{page.label} {last}", page.path + last)


def measure(path: str, rounds: int, large: int) -> dict[str, Any]:
    """Ask for one page: who may see it, its queries and plans, its time against the empty page."""
    who, answer = _ask(path)
    if answer.status_code != 200:
        return {"status": answer.status_code, "who": who}
    asked = plans.Asked()
    with connection.execute_wrapper(asked):
        browsers[who].get(path)
    series = interleave(
        rounds, {"empty": lambda: _timed(who, EMPTY)}, {"": lambda: _timed(who, path)}
    )[""]
    figure, ratio = series.figure, series.ratio("empty")
    return {
        "status": 200,
        "who": who,
        "queries": asked.count,
        "ms": figure.value,
        "ratio": ratio.value,
        "ratio_low": ratio.low,
        "ratio_high": ratio.high,
        "slowest": asked.slowest(),
        "scans": plans.scans(asked, plans.large_tables(large)),
    }


def _ask(path: str) -> tuple[str, Any]:
    """The page as the first person who may see it; whoever asked last when nobody may."""
    asked: tuple[str, Any] = ("", None)
    for name, browser in browsers.items():
        asked = (name, browser.get(path))
        if asked[1].status_code == 200:
            break
    return asked


def _timed(who: str, path: str) -> float:
    before = time.perf_counter()
    browsers[who].get(path)
    return 1000 * (time.perf_counter() - before)


if __name__ == "__main__":
    serve({job.__name__: job for job in (trading.wear, trading.heavy, enter, find, measure)})
