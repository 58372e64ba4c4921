"""The form of a step on a page, and the version of the case that the page was made from: for every face."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from governance.identity.actor import Actor
from registry.casework.forms import StepForm
from registry.casework.kinds import Step
from registry.casework.models import Case

VERSION = "case_version"  # the hidden field


def step_form(step: Step, request: HttpRequest, *, case: Case, actor: Actor) -> forms.Form:
    """The step's form as it was sent, or to be filled in; words in the address fill it."""
    make, sent = step.form or StepForm, request.method == "POST"
    form = make(
        request.POST if sent else None, request.FILES if sent else None,
        initial=request.GET.dict(), case=case, actor=actor,
    )  # fmt: skip
    form.fields["reason"].label = step.label
    return form


def version_sent(request: HttpRequest, case: Case) -> int:
    """The version of the page that was sent; a page without one counts as an old one."""
    if request.method != "POST":
        return case.version
    version = request.POST.get(VERSION, "")
    return int(version) if version.isdecimal() and len(version) < 9 else -1
