"""Applying to act for an organisation: by whoever has a log-in, or together with making one.

Nothing is said of an organisation but whether its code is registered, which an applicant must know to
choose; who its members are is never said.
"""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, Unpack

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from core import clock
from core.errors import CodedError
from core.integrity import broken_constraint
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.selectors import actor_of
from governance.identity.services.sign_up import open_own_login
from governance.identity.web import address_of
from registry.organisations.errors import OrganisationCode
from registry.organisations.models import Enrolment, EnrolmentAim, Organisation, Status
from registry.organisations.rules.kinds import checked_kinds
from registry.organisations.rules.uscc import checked_uscc
from registry.organisations.selectors.memberships import in_force
from registry.organisations.services.enrolment_papers import Papers, check_papers, keep_papers
from registry.organisations.services.organisation_details import OrganisationDetails, apply_details


class LogIn(TypedDict):
    """The person's own part of a sign-up."""

    username: str
    password: str
    real_name: str
    phone: str
    email: str


@transaction.atomic
def sign_up(
    request: HttpRequest,
    *,
    log_in: LogIn,
    reason: str,
    aim: str,
    uscc: str,
    papers: Papers,
    **details: Unpack[OrganisationDetails],
) -> Enrolment:
    """A new user and what they apply for, both or neither.

    Raises what :func:`open_own_login` and :func:`submit_enrolment` raise.
    """
    user = open_own_login(request, **log_in)
    return submit_enrolment(
        actor=actor_of(user, ip=address_of(request)),
        reason=reason,
        aim=aim,
        uscc=uscc,
        papers=papers,
        **details,
    )


@transaction.atomic
def submit_enrolment(
    *,
    actor: Actor,
    reason: str,
    aim: str,
    uscc: str,
    papers: Papers,
    **details: Unpack[OrganisationDetails],
) -> Enrolment:
    """The actor asks to enrol the organisation of this code (``new``, with ``details``), or to join it
    (``join``).

    Raises ``reason_missing``, ``uscc_…``, ``enrolment_registered``, ``enrolment_no_organisation``,
    ``enrolment_live``, ``enrolment_member``, ``enrolment_paper_…``, ``enrolment_too_many``,
    ``user_inactive``, and what :func:`apply_details` raises.
    """
    chosen = EnrolmentAim(aim)
    with recording(actor, reason):
        applicant = _active(actor)
        enrolment = Enrolment(applicant=applicant, aim=chosen, uscc=checked_uscc(uscc))
        if chosen == EnrolmentAim.NEW:
            _fill(enrolment, details)
        check_papers(chosen, papers)
        _refuse_too_many(actor.ip)
        enrolment.organisation = _organisation_meant(enrolment, applicant)
        _save_once(enrolment)
        keep_papers(enrolment, papers)
    return enrolment


def details_of(enrolment: Enrolment) -> OrganisationDetails:
    """What is to be registered of a new organisation."""
    return {
        "name_zh": enrolment.name_zh,
        "name_en": enrolment.name_en,
        "kinds": enrolment.kinds,
        "district_code": enrolment.district_id,
        "address": enrolment.address,
        "contact_name": enrolment.contact_name,
        "contact_phone": enrolment.contact_phone,
        "contact_email": enrolment.contact_email,
    }


def _active(actor: Actor) -> User:
    user = User.objects.get(pk=actor.user_id)
    if not user.is_active:
        raise CodedError(OrganisationCode.USER_INACTIVE, user=user.get_full_name())
    return user


def _fill(enrolment: Enrolment, details: OrganisationDetails) -> None:
    """The details, refused now for what registering would refuse later."""
    would_be = Organisation(uscc=enrolment.uscc, kinds=[])
    details.setdefault("name_zh", "")
    checked_kinds(details.setdefault("kinds", []))
    for name in apply_details(would_be, details):
        setattr(enrolment, name, getattr(would_be, name))


def _refuse_too_many(address: str) -> None:
    """As many applications from one address as it may fail to log in."""
    since = clock.now() - dt.timedelta(minutes=settings.LOCKOUT_MINUTES)
    sent = Enrolment.history.filter(history_date__gte=since, history_type="+", ip=address)
    if address and sent.count() >= settings.LOCKOUT_ADDRESS_FAILURES:
        raise CodedError(
            OrganisationCode.ENROLMENT_TOO_MANY,
            minutes=settings.LOCKOUT_MINUTES,
            limit=settings.LOCKOUT_ADDRESS_FAILURES,
        )


def _organisation_meant(enrolment: Enrolment, applicant: User) -> Organisation | None:
    found = Organisation.objects.filter(uscc=enrolment.uscc).first()
    if enrolment.aim == EnrolmentAim.NEW:
        if found is not None:
            _refuse(OrganisationCode.ENROLMENT_REGISTERED, enrolment)
        return None
    if found is None or found.status == Status.CLOSED:
        _refuse(OrganisationCode.ENROLMENT_NO_ORGANISATION, enrolment)
    if in_force().filter(organisation=found, user=applicant).exists():
        _refuse(OrganisationCode.ENROLMENT_MEMBER, enrolment)
    return found


def _save_once(enrolment: Enrolment) -> None:
    try:
        with transaction.atomic():
            enrolment.save(force_insert=True)
    except IntegrityError as error:
        if broken_constraint(error) != "organisations_one_live_enrolment":
            raise
        _refuse(OrganisationCode.ENROLMENT_LIVE, enrolment)


def _refuse(code: OrganisationCode, enrolment: Enrolment) -> None:
    raise CodedError(code, uscc=enrolment.uscc, field="uscc")
