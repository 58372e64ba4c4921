"""Trying a published methodology: inputs typed in, the 计算书 shown at once. Nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from core import clock
from disclosure.views.library import page_context, version_or_404
from methodologies.engine import calculate
from methodologies.errors import MethodologyError
from methodologies.forms import InputForms
from methodologies.publishing.selectors.factors import factors
from methodologies.publishing.selectors.plans import plan_of
from methodologies.statement import statement_html

WORK = 300_000  # nodes evaluated: a tenth of what a report may take


@require_http_methods(["GET", "HEAD", "POST"])
def calculator(request: HttpRequest, programme: str, code: str, version: str) -> HttpResponse:
    found = version_or_404(programme, code, version)
    plan, shown, status = plan_of(found), "", 200
    entry = InputForms(plan, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        status = 400
        if entry.is_valid():
            try:
                outcome = calculate(
                    plan, entry.inputs(), factors=factors(), on=clock.today(), work=WORK
                )
                # Escaped where it is made: tests/methodologies/test_trace.py attacks it.
                shown, status = mark_safe(statement_html(outcome)), 200
            except MethodologyError as error:
                entry.refuse(error)
    context = page_context(version=found, entry=entry, statement=shown)
    return render(request, "disclosure/calculator.html", context, status=status)
