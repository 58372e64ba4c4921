"""How often one caller may ask: a budget for each key, for each person logged in, and for each address
of strangers. The numbers are in ``config/settings/api.py``.

Requests are counted in Django's cache; with a cache in each process a machine with four processes lets
through four times the number.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from governance.identity.models import User
from governance.identity.web import address_of


class CallerThrottle(SimpleRateThrottle):
    """``kind`` names the budget: rates are called ``stranger``, ``person``, ``program``, with the kind
    before them when it has one."""

    kind = ""

    def __init__(self) -> None:
        """The rate is known when the caller is."""

    def allow_request(self, request: Request, view: Any) -> bool:
        who, self.ident = caller(request)
        self.scope = f"{self.kind}{who}"
        self.num_requests, self.duration = self.parse_rate(self.get_rate())
        self.rate = self.get_rate()
        return super().allow_request(request, view)

    def get_cache_key(self, request: Request, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.ident}


class CostlyThrottle(CallerThrottle):
    """Beside the usual budget, for answers that take work."""

    kind = "costly-"


def caller(request: Request) -> tuple[str, str]:
    """Which budget, and whose: a client has one whatever the number of its keys."""
    user = request.user
    if not isinstance(user, User):
        return "stranger", _network(address_of(request._request))
    return "program" if request.auth else "person", str(user.pk)


def _network(address: str) -> str:
    """Who has one IPv6 address has all of its last 64 bits."""
    try:
        found = ip_address(address)
    except ValueError:
        return "-"
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))
