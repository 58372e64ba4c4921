"""Keeping the list of accredited bodies: by the bureau's 经办 and 复核, with a reason and history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.rights import require
from governance.identity.roles import Role
from methodologies.definition import PRODUCT_CLASSES
from registry.organisations.models import Kind, Organisation, Status
from registry.vvb.errors import VvbCode
from registry.vvb.models import Accreditation

WORDS = {"act": "维护审定核查机构名单", "act_en": "keep the list of accredited bodies"}


@transaction.atomic
def accredit(
    *,
    actor: Actor,
    reason: str,
    organisation: UUID,
    scopes: Iterable[str],
    document: str,
    valid_from: dt.date,
    valid_to: dt.date,
) -> Accreditation:
    """Enter a body of the kind 审定与核查机构. Raises ``forbidden``, ``reason_missing``,
    ``accreditation_invalid``."""
    require(actor, Role.MAKER, Role.CHECKER, **WORDS)
    with recording(actor, reason):
        body = Organisation.objects.filter(pk=organisation, status=Status.ACTIVE).first()
        if body is None or Kind.VERIFIER not in body.kinds:
            raise _invalid("该单位没有登记为审定与核查机构", "The organisation is no such body")
        found = Accreditation(organisation=body, document=document.strip())
        if Accreditation.objects.filter(organisation=body, document=found.document).exists():
            raise _invalid("该文号已登记", "This document is entered already")
        return _save(found, scopes=scopes, valid_from=valid_from, valid_to=valid_to)


@transaction.atomic
def change_accreditation(
    *, actor: Actor, reason: str, accreditation: int, **changes: Any
) -> Accreditation:
    """Change ``scopes``, ``valid_from``, ``valid_to``. Raises as :func:`accredit`."""
    require(actor, Role.MAKER, Role.CHECKER, **WORDS)
    with recording(actor, reason):
        return _save(_locked(accreditation), **changes)


@transaction.atomic
def suspend(*, actor: Actor, reason: str, accreditation: int) -> Accreditation:
    """Suspend it: the body is not chosen and does not sign until resumed. Raises as
    :func:`accredit`."""
    require(actor, Role.MAKER, Role.CHECKER, **WORDS)
    with recording(actor, reason) as told:
        return _save(_locked(accreditation), suspended=told.reason)


@transaction.atomic
def resume(*, actor: Actor, reason: str, accreditation: int) -> Accreditation:
    """End the suspension. Raises as :func:`accredit`."""
    require(actor, Role.MAKER, Role.CHECKER, **WORDS)
    with recording(actor, reason):
        return _save(_locked(accreditation), suspended="")


def _locked(pk: int) -> Accreditation:
    found = Accreditation.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise _invalid("没有该条资质", "There is no such accreditation")
    return found


def _save(found: Accreditation, **values: Any) -> Accreditation:
    for name, value in values.items():
        setattr(found, name, value)
    found.scopes = [each for each in PRODUCT_CLASSES if each in set(found.scopes)]
    if not found.scopes:
        raise _invalid("没有选择业务范围", "No scope was chosen")
    if not found.document:
        raise _invalid("没有填写批准文号", "The document's number is missing")
    if found.valid_to < found.valid_from:
        raise _invalid("有效期的止日早于起日", "It ends before it begins")
    found.save()
    return found


def _invalid(what: str, what_en: str) -> CodedError:
    return CodedError(VvbCode.ACCREDITATION_INVALID, what=what, what_en=what_en)
