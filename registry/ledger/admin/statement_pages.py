"""The statement of an account in the admin: a period, the statement on screen, Excel and PDF.

Whoever may see the account may see its statement. What cannot be made (a period that is none, figures that
do not agree, too long for paper) is said on the page.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from core.errors import CodedError
from governance.identity.staff_admin import sentence
from registry.ledger.admin.tables import Table, link, to_batch, to_entry
from registry.ledger.models import Account
from registry.ledger.statements import words
from registry.ledger.statements.files import PeriodForm, statement_file, tell, this_month
from registry.ledger.statements.moment import one_moment
from registry.ledger.statements.movements import BEGINNING, Movement, page
from registry.ledger.statements.period import period
from registry.ledger.statements.statement import Statement, statement

SHOWN = 50
_AFTER = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})")


class StatementPages(admin.ModelAdmin):
    """For the account's admin page: adds ``…/statement/`` and the two downloads."""

    def get_urls(self) -> list[URLPattern]:
        view = require_safe(self.admin_site.admin_view(self.statement_view))
        names = "<path:object_id>/statement"
        return [
            path(f"{names}/", view, {"form": "page"}, name="ledger_account_statement"),
            path(f"{names}.xlsx", view, {"form": "xlsx"}, name="ledger_account_statement_xlsx"),
            path(f"{names}.pdf", view, {"form": "pdf"}, name="ledger_account_statement_pdf"),
            *super().get_urls(),
        ]

    def statement_view(self, request: HttpRequest, object_id: str, form: str) -> HttpResponseBase:
        account = self.get_object(request, unquote(object_id))
        if account is None:
            raise Http404
        if not self.has_view_permission(request, account):
            raise PermissionDenied
        asked = PeriodForm({**this_month(), **request.GET.dict()})
        context: dict[str, Any] = {"account": account, "form": asked}
        status = 200
        if asked.is_valid():
            try:
                with one_moment():
                    chosen = period(**asked.cleaned_data)
                    made = statement(account, chosen, for_print=form != "page")
                    context |= _on_screen(request, made)
                    file = None if form == "page" else statement_file(made, form)
                if file is not None:
                    tell(request, made, form)
                    return file
            except CodedError as refusal:
                context["refusal"], status = sentence(refusal), refusal.sentence.status
        return self._page(request, context, status)

    def _page(self, request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
        shared = self.admin_site.each_context(request) | {
            "title": f"对账单：{context['account']}",
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(
            request, "admin/ledger/statement.html", shared | context, status=status
        )


def _on_screen(request: HttpRequest, made: Statement) -> dict[str, Any]:
    """Both tables, one page of movements, and the addresses of the downloads and of the next page."""
    found = _AFTER.fullmatch(request.GET.get("after", ""))
    after = (int(found[1]), int(found[2])) if found else BEGINNING
    shown = page(made.account.id, made.stretch, after=after, limit=SHOWN + 1)
    more, shown = len(shown) > SHOWN, shown[:SHOWN]
    days = {"from_day": str(made.period.from_day), "to_day": str(made.period.to_day)}
    here = reverse("admin:ledger_account_statement", args=[made.account.id])
    following = days | {"after": "{}.{}".format(*shown[-1].key)} if more else None
    return {
        "facts": words.facts(made),
        "tables": [_lines(made), _movements(shown)],
        "note": words.NOTE,
        "files": {
            kind: f"{here[:-1]}.{kind}?{urlencode(days)}" for kind in ("xlsx", "pdf")
        },
        "first": f"{here}?{urlencode(days)}" if found else "",
        "next": f"{here}?{urlencode(following)}" if following else "",
    }  # fmt: skip


def _lines(made: Statement) -> Table:
    heads = [*words.LINES_HEADS[:2], *(f"#{head}" for head in words.LINES_HEADS[2:])]
    rows = [[to_batch(line.batch), *words.line_cells(line)[1:]] for line in made.lines]
    return Table(words.LINES_TITLE, heads, rows, words.LINES_EMPTY)


def _movements(shown: list[Movement]) -> Table:
    heads = [f"#{head}" if "（" in head else head for head in words.MOVEMENTS_HEADS]
    rows = []
    for movement in shown:
        cells: list[Any] = list(words.movement_cells(movement))
        cells[2] = to_entry(movement.entry)
        cells[8] = link("batch", movement.batch, movement.serials)
        rows.append(cells)
    return Table(words.MOVEMENTS_TITLE, heads, rows, words.MOVEMENTS_EMPTY)


def statement_link(account: Account) -> str:
    """A link to the account's statement; nothing for the system's account."""
    if account.holder_uuid is None:
        return ""
    url = reverse("admin:ledger_account_statement", args=[account.id])
    return format_html('<a href="{}">对账单（Excel、PDF）</a>', url)
