"""An add page that proposes: it stands in the place of Django's, and nothing exists until another
person approves.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from core.errors import CodedError
from governance.audit.approvals.kinds import kind_of
from governance.identity.admin_acts import Act, ActPages
from governance.identity.refusing import note
from governance.identity.staff_admin import sentence
from governance.identity.web import request_actor


class ProposedAdding(ActPages):
    """``adding`` is a :func:`proposal` whose form wants no object; ``refused_at`` names the field at
    which a refusal is shown, by its code."""

    adding: ClassVar[Act]
    refused_at: ClassVar[dict[str, str]] = {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """By a role of one's own: asked on every page, for the menu, and without a query."""
        return request_actor(request).may(*kind_of(self.adding.kind).maker_roles)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        form = self.adding_form(request)
        if request.method == "POST" and form.is_valid() and self._propose(request, form):
            return HttpResponseRedirect(back)
        context = self.admin_site.each_context(request) | {
            "title": self.adding.label,
            "opts": self.opts,
            "original": "列表",
            "act": self.adding,
            "form": form,
            "back": back,
        }
        return TemplateResponse(request, "admin/staff/act.html", context)

    def adding_form(self, request: HttpRequest) -> forms.Form:
        """The form as this person gets it, filled with what was sent."""
        assert self.adding.form is not None
        return self.adding.form(request.POST or None, request.FILES or None)

    def _propose(self, request: HttpRequest, form: forms.Form) -> bool:
        """Whether it was taken; what was refused stands in the form."""
        try:
            with transaction.atomic():
                told = self.adding.perform(request_actor(request), None, form.cleaned_data)
        except CodedError as refusal:
            note(request, refusal, f"新{self.opts.verbose_name}")
            form.add_error(self.refused_at.get(refusal.code), sentence(refusal))
            return False
        self.message_user(request, told)
        return True
