"""新建: the form by which a draft is begun; the case's own page follows."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.errors import CodedError
from portal.access import MemberRequest, member_required
from portal.cases.beginning import BEGINNINGS, Beginning, beginnings_for
from portal.cases.reach import case_page
from portal.forms.beginning import BeginForm
from portal.refusals import show_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def begin(request: MemberRequest, kind: str) -> HttpResponse:
    chosen = next((each for each in BEGINNINGS if each.kind == kind), None)
    if chosen is None:
        raise Http404
    if chosen not in beginnings_for(request.member):
        raise PermissionDenied
    request.section = reverse(chosen.group.page)  # type: ignore[attr-defined]
    form = chosen.form(request.POST or None, member=request.member)
    status = 200
    if request.method == "POST":
        if form.is_valid() and (page := _begun(request, chosen, form)):
            return redirect(page)
        status = 422
    context = {"chosen": chosen, "form": form}
    return render(request, "portal/cases/begin.html", context, status=status)


def _begun(request: MemberRequest, chosen: Beginning, form: BeginForm) -> str:
    """The address of the new draft; empty when it was refused."""
    try:
        with transaction.atomic():
            case = chosen.begin(request.member, form.cleaned_data)
    except CodedError as refusal:
        show_refusal(request, form, refusal, fields=form.refusal_fields)
        return ""
    messages.success(request, "草稿已建立。填写完整后由本单位复核人员提交。")
    return case_page(case)
