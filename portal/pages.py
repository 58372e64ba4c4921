"""What the portal offers: entries of the navigation and panels of the first page. A part that brings
pages adds its lines here; nothing is entered that does not work yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from portal.access import Member
from portal.cases.groups import APPLYING, COMPILING, REVIEWING, applies, reviews
from portal.cases.panels import due_panel, messages_panel, unread, waiting_panel
from portal.panels import accounts_panel, organisation_panel
from registry.organisations.models import MemberRole


@dataclass(frozen=True, slots=True)
class NavItem:
    """``page`` is the name of an address; pages beneath it belong to the entry as well. ``shown`` for
    which members; ``count`` stands beside the label unless it is 0."""

    label: str
    page: str
    roles: Collection[MemberRole] = tuple(MemberRole)
    shown: Callable[[Member], bool] = lambda member: True
    count: Callable[[Member], int] = lambda member: 0


@dataclass(frozen=True, slots=True)
class Panel:
    """A box of the first page: ``template`` gets what ``read`` says as ``panel``; None leaves it out."""

    title: str
    template: str
    read: Callable[[Member], dict[str, Any] | None]
    roles: Collection[MemberRole] = tuple(MemberRole)


NAV: tuple[NavItem, ...] = (
    NavItem("首页", "portal:home"),
    *(
        NavItem(group.zh, group.page, shown=lambda member: applies(member.organisation))
        for group in (APPLYING, COMPILING)
    ),
    NavItem(REVIEWING.zh, REVIEWING.page, shown=lambda member: reviews(member.organisation)),
    NavItem("消息", "portal:messages", count=unread),
    NavItem("我的单位", "portal:organisation"),
    NavItem("账户", "portal:accounts"),
)

PANELS: tuple[Panel, ...] = (
    Panel("待我办理", "portal/panels/waiting.html", waiting_panel),
    Panel("临近期限", "portal/panels/due.html", due_panel),
    Panel("最新消息", "portal/panels/messages.html", messages_panel),
    Panel("账户与持有量", "portal/panels/accounts.html", accounts_panel),
    Panel("我的单位", "portal/panels/organisation.html", organisation_panel),
)
