"""Organisations and persons for tests, made by the services."""

from __future__ import annotations

import datetime as dt
import itertools

from stdnum.cn import ric, uscc

from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.organisations.models import Organisation, Person
from registry.organisations.services.register_organisation import register_organisation
from registry.organisations.services.register_person import register_person
from tests.governance.people import make_actor

_numbers = itertools.count(1)


def make_uscc(number: int | None = None) -> str:
    """A well-formed code, another one each time."""
    body = f"91110112MA{next(_numbers) if number is None else number:07d}"
    return body + uscc.calc_check_digit(body)


def make_resident_id(number: int | None = None, place: str = "110105") -> str:
    """A well-formed number, another one each time: a thousand to a birthday."""
    days, order = divmod(next(_numbers) if number is None else number, 1000)
    born = dt.date(1985, 3, 12) + dt.timedelta(days=days)
    body = f"{place}{born:%Y%m%d}{order:03d}"
    return body + ric.calc_check_digit(body + "0")


def make_organisation(
    *, actor: Actor | None = None, reason: str = "测试", **details
) -> Organisation:
    number = next(_numbers)
    given = {"uscc": make_uscc(), "name_zh": f"北京测试{number}有限公司", "kinds": ["general"]}
    return register_organisation(
        actor=actor or make_actor(Role.MAKER), reason=reason, **given | details
    )


def make_person(*, actor: Actor | None = None, reason: str = "测试", **details) -> Person:
    given = {"real_name": "张小三", "id_type": "resident_id", "id_number": make_resident_id()}
    return register_person(actor=actor or make_actor(Role.MAKER), reason=reason, **given | details)
