"""Suspending, reactivating and closing an organisation.

These do not touch its holding accounts: the ledger, which is above, decides about those.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django_fsm import TransitionNotAllowed

from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.rights import require
from governance.identity.roles import Role
from registry.organisations.errors import OrganisationCode
from registry.organisations.models import Organisation, Status
from registry.organisations.services.change_organisation import locked_organisation


def suspend_organisation(*, actor: Actor, reason: str, organisation: UUID) -> Organisation:
    """暂停; staff only. Raises ``forbidden``, ``reason_missing``, ``organisation_unknown``,
    ``status_refused``."""
    return _move(actor, reason, organisation, "suspend", act="暂停", act_en="suspend")


def reactivate_organisation(*, actor: Actor, reason: str, organisation: UUID) -> Organisation:
    """恢复 a suspended one; staff only. Raises as :func:`suspend_organisation`."""
    return _move(actor, reason, organisation, "reactivate", act="恢复", act_en="reactivate")


def close_organisation(*, actor: Actor, reason: str, organisation: UUID) -> Organisation:
    """注销, for ever; staff only. Raises as :func:`suspend_organisation`."""
    return _move(actor, reason, organisation, "close", act="注销", act_en="close")


@transaction.atomic
def _move(
    actor: Actor, reason: str, uuid: UUID, transition: str, *, act: str, act_en: str
) -> Organisation:
    require(actor, Role.MAKER, Role.CHECKER, act=f"{act}单位", act_en=f"{act_en} an organisation")
    with recording(actor, reason):
        organisation = locked_organisation(uuid)
        try:
            getattr(organisation, transition)()
        except TransitionNotAllowed:
            raise CodedError(
                OrganisationCode.STATUS_REFUSED,
                name=organisation.name_zh,
                status=Status(organisation.status).label,
                status_en=organisation.status,
                act=act,
                act_en=act_en,
            ) from None
        organisation.save()
    return organisation
