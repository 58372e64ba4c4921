"""Where one's applications stand, and making another. Open to whoever is logged in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.errors import CodedError
from governance.identity.login.lockout import count_answer_to_stranger, is_locked, locked_page
from governance.identity.models import User
from governance.identity.web import request_actor
from portal.forms.enrolling import REFUSAL_FIELDS, EnrolmentForm
from portal.refusals import show_refusal
from portal.views.signup import TELLING
from registry.organisations.models import Status
from registry.organisations.selectors.enrolments import standings_of
from registry.organisations.selectors.memberships import in_force
from registry.organisations.services.enrolments import submit_enrolment


@never_cache
@require_safe
@login_required
def standing(request: HttpRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    suspended = in_force().filter(user=user, organisation__status=Status.SUSPENDED)
    context = {
        "standings": standings_of(user.pk),
        "suspended": suspended.select_related("organisation"),
    }
    return render(request, "portal/standing.html", context)


@never_cache
@login_required
def enrol(request: HttpRequest) -> HttpResponse:
    form = EnrolmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if is_locked(request, ""):
            return locked_page(request)
        if form.is_valid() and _submitted(request, form):
            messages.success(request, "申请已提交，办理结果会显示在本页。")
            return redirect("portal:standing")
    return render(request, "portal/enrol.html", {"form": form})


def _submitted(request: HttpRequest, form: EnrolmentForm) -> bool:
    try:
        with transaction.atomic():
            submit_enrolment(actor=request_actor(request), **form.application())
    except CodedError as refusal:
        if refusal.code in TELLING:
            count_answer_to_stranger(request)
        show_refusal(request, form, refusal, fields=REFUSAL_FIELDS)
        return False
    return True
