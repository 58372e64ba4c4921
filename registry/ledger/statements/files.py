"""The two files of a statement as a browser gets them, and the period one asks for; the same for the
bureau's pages and for the holder's.
"""

from __future__ import annotations

import tempfile

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from core import clock
from core.errors import CodedError
from governance.identity import exporting
from registry.ledger.statements.excel import write_excel
from registry.ledger.statements.pdf import pdf
from registry.ledger.statements.statement import Statement

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PeriodForm(forms.Form):
    from_day = forms.DateField(label="起始日", widget=forms.DateInput({"type": "date"}))
    to_day = forms.DateField(label="终止日", widget=forms.DateInput({"type": "date"}))


def this_month() -> dict[str, str]:
    today = clock.today()
    return {"from_day": str(today.replace(day=1)), "to_day": str(today)}


def statement_file(made: Statement, form: str) -> HttpResponseBase:
    """``form``: ``pdf`` or ``xlsx``. Raises ``statement_too_long_for_…``, ``statement_does_not_add_up``."""
    if form == "pdf":
        disposition = {"Content-Disposition": f'attachment; filename="{made.name}.pdf"'}
        return HttpResponse(pdf(made), content_type="application/pdf", headers=disposition)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write_excel(made, file)
    except CodedError:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{made.name}.xlsx", content_type=EXCEL)


def tell(request: HttpRequest, made: Statement, form: str) -> None:
    """Say that the file was taken away, for the trail."""
    what = f"对账单 {made.account.number} {made.holder}"
    exporting.tell(request, exporting.Exported(what, f"{made.period}，{form}", made.movements))
