"""The base of every admin page: rights by role, writing through services, acts with a reason.

Forms only collect; a service checks and writes. What it refuses is shown as a form error, with
everything it did rolled back. Nothing is deleted here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.forms.models import construct_instance
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from core.errors import CodedError
from governance.identity.admin_acts import Act, ActPages
from governance.identity.list_export import ExportedList
from governance.identity.refusing import note
from governance.identity.rights import REASON_LIMIT
from governance.identity.roles import Role
from governance.identity.web import request_actor


def sentence(refusal: CodedError) -> str:
    """The refusal in the language of the page."""
    return refusal.en if (get_language() or "").startswith("en") else refusal.zh


class RoleGated(ExportedList):
    """Who may look and who may write, by role. ``empty_hint`` says where the first row comes from."""

    empty_hint = ""

    class Media:
        css = {"all": ["staff/admin.css"]}

    view_roles: frozenset[Role] = frozenset()
    write_roles: frozenset[Role] = frozenset()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not request.user.is_active or not request.user.is_staff:
            return False
        actor = request_actor(request)
        return request.user.looks_at_everything or actor.may(*self.view_roles, *self.write_roles)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request_actor(request).may(*self.write_roles)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request_actor(request).may(*self.write_roles)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ServiceForm(forms.ModelForm):
    """Collects what a service needs. The model's own constraints are left to the service, which
    says in a sentence what is wrong."""

    reason = forms.CharField(
        label="办理理由",
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text="将记入变更记录，例如依据的申请、文件或文号。",
    )
    refusal: CodedError | None = None
    refusal_fields: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        if self.refusal is not None:
            code = self.refusal.code
            field = self.refusal.params.get("field") or self.refusal_fields.get(code)
            self.add_error(field if field in self.fields else None, sentence(self.refusal))
        return self.cleaned_data

    def _post_clean(self) -> None:
        """Fill the instance, as Django does here, without judging it by the model's rules."""
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)


class ServiceAdmin(ActPages, RoleGated):
    """A page whose saving is one service call: :meth:`write`."""

    form = ServiceForm
    change_form_template = "admin/staff/change_form.html"

    def write(self, request: HttpRequest, data: dict[str, Any], obj: Any | None) -> models.Model:
        """Call the service that registers (``obj`` None) or changes; the object it wrote."""
        raise NotImplementedError

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save; when the service refuses, roll back and show the same form with its sentence."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except CodedError as refusal:
            note(request, refusal, self._thing(request, object_id))
            request._refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _thing(self, request: HttpRequest, object_id: str | None) -> str:
        found = self.get_object(request, unquote(object_id)) if object_id else None
        return f"{self.opts.verbose_name}：{found}" if found else f"新{self.opts.verbose_name}"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and not set(form.changed_data) - {"reason"}:
            return
        written = self.write(request, form.cleaned_data, obj if change else None)
        obj.__dict__.update(written.__dict__)  # the admin goes on with what the service wrote

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "_refusal", None)
        return type(form.__name__, (form,), {"refusal": refusal})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the right to write there is no reason to give."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.writes(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [f for f in options["fields"] if f != "reason"]})
            for title, options in fieldsets
        ]

    def writes(self, request: HttpRequest, obj: Any) -> bool:
        if obj is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, obj)

    def offered_acts(self, request: HttpRequest, obj: Any) -> Iterable[Act]:
        actor = request_actor(request)
        return [act for act in self.acts if actor.may(*act.roles) and act.offered(obj)]
