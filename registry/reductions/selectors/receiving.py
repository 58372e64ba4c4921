"""Into whose accounts an issuance goes: the owner's or the share holders', after the buffer."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from core import clock
from core.errors import CodedError
from governance.rulebook.selectors import value_on
from registry.ledger.models import Account
from registry.organisations.selectors.holders import display_names
from registry.projects.models import Project
from registry.projects.rules.buffer import Split, split_buffer
from registry.projects.rules.shares import WHOLE, split_t
from registry.reductions.errors import ReductionCode
from registry.reductions.models import Report

RULE = "R-BUFFER-01"
Received = list[tuple[Account, int]]


def received_by(report: Report, quantity_t: int) -> Received:
    """Accounts and whole tonnes in the order of the serials, in sum ``quantity_t``; the buffer's last.

    Raises ``account_missing`` naming the holder, ``buffer_account_missing``.
    """
    project = report.subject
    split = buffer_split(report, quantity_t)
    tonnes = split_t(split.owner_t, holder_percents(project))
    found = [
        (open_account_of(holder, project.programme_id), share_t)
        for holder, share_t in tonnes.items()
        if share_t
    ]
    if split.buffer_t:
        found.append((buffer_account(project.programme_id), split.buffer_t))
    return found


def holder_percents(project: Project) -> dict[UUID, Decimal]:
    """Who receives what per cent of the project's reductions; the owner all where nothing was agreed."""
    agreed = dict(project.shares.values_list("organisation_id", "percent"))
    return agreed or {project.applicant_id: Decimal(WHOLE)}


def buffer_split(report: Report, quantity_t: int) -> Split:
    """R-BUFFER-01: a share goes to the buffer where the methodology is among those that pool. One that
    subtracts the risk in its own result gives nothing besides."""
    version = report.subject.methodology
    pooled = str(_value("pooled_methodologies", report.programme_id)).split()
    if version is None or not {version.full_code, version.methodology.code} & set(pooled):
        return Split(0, quantity_t)
    share = Decimal(str(_value("buffer_share", report.programme_id)))
    return split_buffer(quantity_t, share)


def buffer_account(programme: str) -> Account:
    """The account that the parameter names; ``buffer_account_missing`` unless it is open."""
    number = str(_value("buffer_account", programme))
    found = Account.objects.filter(
        number=number, programme=programme, kind=Account.Kind.HOLDER, status=Account.Status.OPEN
    ).first()
    if found is None:
        raise CodedError(ReductionCode.BUFFER_ACCOUNT_MISSING, programme=programme)
    return found


def _value(name: str, programme: str) -> object:
    return value_on(RULE, name, programme, clock.today())


def account_of(holder: UUID, programme: str) -> Account | None:
    """The holder's one account in the programme, open or not."""
    return Account.objects.filter(
        holder_uuid=holder, programme=programme, kind=Account.Kind.HOLDER
    ).first()


def open_account_of(holder: UUID, programme: str) -> Account:
    """Raises ``account_missing``."""
    found = account_of(holder, programme)
    if found is None or found.status != Account.Status.OPEN:
        raise CodedError(
            ReductionCode.ACCOUNT_MISSING,
            holder=display_names([holder]).get(holder, str(holder)),
            programme=programme,
            status=str(found.get_status_display()) if found else "未开户",
            status_code=found.status if found else "none",
        )
    return found
