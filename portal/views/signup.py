"""注册: a log-in of one's own and an application for an organisation, at once. Open to strangers.

Its answers "this name is taken" and "this code is (not) registered" are needed to go on; who asks for many
of them is locked out by address, like who fails to log in.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from core.errors import CodedError
from governance.identity.login.gate import front_page
from governance.identity.login.lockout import count_answer_to_stranger, is_locked, locked_page
from portal.forms.enrolling import REFUSAL_FIELDS, SignUpForm
from portal.refusals import show_refusal
from registry.organisations.services.enrolments import sign_up

TELLING = frozenset({"username_taken", "enrolment_registered", "enrolment_no_organisation"})


@never_cache
@sensitive_post_parameters("password1", "password2")
def signup(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(front_page(request.user))
    form = SignUpForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if is_locked(request, ""):
            return locked_page(request)
        if form.is_valid() and _signed_up(request, form):
            return redirect("portal:signup-done")
    context = {"form": form, "second_factor": settings.MFA_REQUIRED}
    return render(request, "portal/signup.html", context)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    context = {"second_factor": settings.MFA_REQUIRED}
    return render(request, "portal/signup_done.html", context)


def _signed_up(request: HttpRequest, form: SignUpForm) -> bool:
    try:
        with transaction.atomic():
            sign_up(request, log_in=form.log_in(), **form.application())
    except CodedError as refusal:
        if refusal.code in TELLING:
            count_answer_to_stranger(request)
        show_refusal(request, form, refusal, fields=REFUSAL_FIELDS)
        return False
    return True
