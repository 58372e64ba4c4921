"""账户: the organisation's accounts, what is in them, what came and went, statements to take home."""

from __future__ import annotations

import re
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.errors import CodedError
from governance.identity.refusing import note
from governance.identity.staff_admin import sentence
from portal.access import MemberRequest, member_required
from portal.holdings import accounts_of, batch_rows, own_account, programme_names
from portal.panels import accounts_panel
from registry.ledger.models import Account
from registry.ledger.statements import words
from registry.ledger.statements.files import PeriodForm, statement_file, tell, this_month
from registry.ledger.statements.moment import one_moment
from registry.ledger.statements.movements import END, Movement, latest
from registry.ledger.statements.period import period
from registry.ledger.statements.statement import statement

MOVEMENTS = 50
BATCHES = 50
_BEFORE = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})")


@require_safe
@member_required
def accounts(request: MemberRequest) -> HttpResponse:
    found = list(accounts_of(request.member))
    context = {"panel": accounts_panel(request.member), "programmes": programme_names(found)}
    return render(request, "portal/accounts.html", context)


@require_safe
@member_required
def account(request: MemberRequest, number: str) -> HttpResponse:
    return _page(request, own_account(request.member, number), PeriodForm(initial=this_month()))


@require_safe
@member_required
def statement_download(request: MemberRequest, number: str, form: str) -> HttpResponseBase:
    """The file, or the account's page saying why there is none."""
    found = own_account(request.member, number)
    asked = PeriodForm({**this_month(), **request.GET.dict()})
    if not asked.is_valid():
        return _page(request, found, asked)
    try:
        with one_moment():
            made = statement(found, period(**asked.cleaned_data))
            file = statement_file(made, form)
    except CodedError as refusal:
        note(request, refusal, found)
        status = refusal.sentence.status
        return _page(request, found, asked, refusal=sentence(refusal), status=status)
    tell(request, made, form)
    return file


def _page(
    request: MemberRequest, found: Account, asked: PeriodForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    rows, sums = batch_rows(found)
    shown = Paginator(rows, BATCHES).get_page(request.GET.get("batches"))
    context = {
        "account": found,
        "programme": programme_names([found])[found.programme],
        "sums": sums,
        "batches": shown,
        "form": asked,
        "refusal": refusal,
        **_movements(request, found),
    }
    return render(request, "portal/account.html", context, status=status)


def _movements(request: MemberRequest, found: Account) -> dict[str, Any]:
    """One page of movements, newest first; ``older`` marks where the next begins."""
    mark = _BEFORE.fullmatch(request.GET.get("before", ""))
    before = (int(mark[1]), int(mark[2])) if mark else END
    listed = latest(found.id, before=before, limit=MOVEMENTS + 1)
    shown = listed[:MOVEMENTS]
    return {
        "movements": [_line(movement) for movement in shown],
        "older": "{}.{}".format(*shown[-1].key) if len(listed) > MOVEMENTS else "",
        "paged": mark is not None,
    }


def _line(movement: Movement) -> dict[str, str]:
    return {
        "at": words.at_of(movement),
        "act": str(movement.act.label),
        "route": words.route_of(movement),
        "counterparty": movement.counterparty or "—",
        "quantity_t": words.signed_t(movement),
        "serials": movement.serials,
        "reference": movement.reference,
    }
