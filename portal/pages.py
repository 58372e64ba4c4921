"""What the portal offers: entries of the navigation and panels of the first page. A part that brings
pages adds its lines here; nothing is entered that does not work yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from portal.access import Member
from portal.panels import accounts_panel, organisation_panel
from registry.organisations.models import MemberRole


@dataclass(frozen=True, slots=True)
class NavItem:
    """``page`` is the name of an address; pages beneath it belong to the entry as well."""

    label: str
    page: str
    roles: Collection[MemberRole] = tuple(MemberRole)


@dataclass(frozen=True, slots=True)
class Panel:
    """A box of the first page: ``template`` gets what ``read`` says as ``panel``; None leaves it out."""

    title: str
    template: str
    read: Callable[[Member], dict[str, Any] | None]
    roles: Collection[MemberRole] = tuple(MemberRole)


NAV: tuple[NavItem, ...] = (
    NavItem("首页", "portal:home"),
    NavItem("我的单位", "portal:organisation"),
    NavItem("账户", "portal:accounts"),
)

PANELS: tuple[Panel, ...] = (
    Panel("账户与持有量", "portal/panels/accounts.html", accounts_panel),
    Panel("我的单位", "portal/panels/organisation.html", organisation_panel),
)
