"""Showing on a form what a service refused, and marking the request for the trail."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest

from core.errors import CodedError
from governance.identity.refusing import note
from governance.identity.staff_admin import sentence


def show_refusal(
    request: HttpRequest,
    form: forms.Form,
    refusal: CodedError,
    *,
    fields: Mapping[str, str] | None = None,
    thing: object = "",
) -> None:
    """The sentence beside the field it is about: the refusal's own ``field``, or by its code in
    ``fields``; else above the form."""
    note(request, refusal, thing)
    field = str(refusal.params.get("field") or (fields or {}).get(refusal.code, ""))
    form.add_error(field if field in form.fields else None, sentence(refusal))
