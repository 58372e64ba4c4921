"""Acts on one object in the admin (suspend, close, end …): a page asks why, then calls a service.

A page is refused to whoever lacks the role, also when the address is typed by hand; what the
service refuses is shown and rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.refusing import note
from governance.identity.rights import REASON_LIMIT
from governance.identity.roles import Role
from governance.identity.web import request_actor


@dataclass(frozen=True, slots=True)
class Act:
    """A button on the change page. ``perform(actor, obj, cleaned_data)`` calls the service; what it
    returns as text is told instead of "done" (an act may only have been proposed). ``submit`` is the
    button under the form, ``kind`` the kind of approval that is proposed, if the act takes two. A form
    with ``wants_object`` is made with ``obj``."""

    name: str
    label: str
    roles: frozenset[Role]
    perform: Callable[[Actor, Any, dict[str, Any]], Any]
    offered: Callable[[Any], bool]
    warning: str = ""
    form: type[forms.Form] | None = None
    submit: str = ""
    kind: str = ""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="办理理由",
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="将记入变更记录，例如依据的申请、文件或文号。",
    )


class ActPages(admin.ModelAdmin):
    acts: tuple[Act, ...] = ()

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        page = path("<path:object_id>/act/<slug:act>/", self.admin_site.admin_view(self.act_view))
        page.name = name
        return [page, *super().get_urls()]

    def may_act(self, request: HttpRequest, act: Act, obj: Any) -> bool:
        return request_actor(request).may(*act.roles)

    def offered_acts(self, request: HttpRequest, obj: Any) -> Iterable[Act]:
        raise NotImplementedError

    def act_view(self, request: HttpRequest, object_id: str, act: str) -> HttpResponse:
        chosen = next((each for each in self.acts if each.name == act), None)
        obj = self.get_object(request, unquote(object_id))
        if chosen is None or obj is None:
            raise Http404
        if not self.may_act(request, chosen, obj) or not self.has_view_permission(request, obj):
            raise PermissionDenied
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
        form = _form_of(chosen, request, obj)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    told = chosen.perform(request_actor(request), obj, form.cleaned_data)
            except CodedError as refusal:
                note(request, refusal, obj)
                english = (get_language() or "").startswith("en")
                form.add_error(None, refusal.en if english else refusal.zh)
            else:
                done = told if isinstance(told, str) else f"已{chosen.label}：{obj}"
                messages.success(request, done)
                return HttpResponseRedirect(back)
        context = self.admin_site.each_context(request) | {
            "title": f"{chosen.label}：{obj}",
            "opts": self.opts,
            "original": obj,
            "act": chosen,
            "form": form,
            "back": back,
        }
        return TemplateResponse(request, "admin/staff/act.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        acts = self.offered_acts(request, obj) if obj is not None else ()
        return super().change_view(
            request, object_id, form_url, {"acts": acts, **(extra_context or {})}
        )


def _form_of(act: Act, request: HttpRequest, obj: Any) -> forms.Form:
    form = act.form or ReasonForm
    more = {"obj": obj} if getattr(form, "wants_object", False) else {}
    return form(request.POST or None, request.FILES or None, **more)
