"""The page of the trail: everything people did, for the audit administrator; nothing is written."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.timezone import localtime

from core import clock, spreadsheet
from governance.audit.trail import exporting, reading
from governance.audit.trail.forms import TrailForm
from governance.audit.trail.models import Trail
from governance.audit.trail.registering import Source, retention, sources
from governance.identity.exporting import watched
from governance.identity.roles import Role
from governance.identity.selectors import NOWHERE
from governance.identity.staff_admin import RoleGated
from governance.identity.web import request_actor

SHOWN = 50


def readable_sources(request: HttpRequest) -> list[Source]:
    """Those this person may see; a developer's superuser sees all. The trail is over all programmes,
    so a right limited to some does not open it."""
    actor = request_actor(request)
    everything = getattr(request.user, "looks_at_everything", False)
    return [each for each in sources() if everything or actor.may(*each.readers, programme=NOWHERE)]


@admin.register(Trail)
class TrailAdmin(RoleGated):
    view_roles = frozenset({Role.AUDIT_ADMIN, Role.SUPERVISOR})

    class Media:
        css = {"all": ["trail/trail.css"]}

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and bool(readable_sources(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        """The list and its exports; there is no row to open or to change."""
        page = path("", self.admin_site.admin_view(self.page), name="trail_trail_changelist")
        files = path(
            "export/<str:kind>/", self.admin_site.admin_view(self.export), name="trail_trail_export"
        )
        return [page, files]

    def asked(self, request: HttpRequest) -> TrailForm:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return TrailForm(request.GET, readable_sources(request))

    def page(self, request: HttpRequest) -> HttpResponse:
        form = self.asked(request)
        found = None
        after = reading.parse(request.GET.get("after", ""))
        if form.is_valid():
            found = reading.read_page(form.chosen(), form.query(), after, SHOWN)
        given = {k: v for k, v in request.GET.items() if v and k in form.fields}
        older = {**given, "after": reading.spell(found.after)} if found and found.after else None
        context = self.admin_site.each_context(request) | {
            "title": "操作记录",
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "found": found,
            "narrowed": bool(given),
            "paging": bool(after),
            "newest": f"?{urlencode(given)}",
            "older": f"?{urlencode(older)}" if older else "",
            "exports": urlencode(given),
            "limit": exporting.LIMIT,
            "retention": retention(),
        }
        return TemplateResponse(request, "admin/trail/page.html", context)

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        form = self.asked(request)
        if kind not in ("xlsx", "csv") or not form.is_valid():
            return HttpResponse("筛选条件或格式有误，请返回改正。", status=400)
        asked = asked_in_words(form)
        rows, note = exporting.rows_and_note(form.chosen(), form.query(), asked)
        rows = watched(request, str(self.opts.verbose_name), asked, rows)
        name = f"操作记录-{localtime(clock.now()):%Y%m%d-%H%M%S}.{kind}"
        if kind == "csv":
            lines = spreadsheet.csv_lines(note, exporting.HEADS, rows)
            response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = _attachment(name)
            return response
        file = spreadsheet.write_xlsx("操作记录", note, exporting.HEADS, rows)
        return FileResponse(file, as_attachment=True, filename=name, content_type=spreadsheet.XLSX)


def asked_in_words(form: TrailForm) -> str:
    """``办理人：周敏；自：2026-11-01``, for the first line of an export."""
    shown = []
    for name, value in form.cleaned_data.items():
        if value:
            field: Any = form.fields[name]
            labels = _labels(getattr(field, "choices", ()))
            shown.append(f"{field.label}：{labels.get(value, value)}")
    return "；".join(shown) or "全部"


def _labels(choices: Any) -> dict[Any, Any]:
    flat: dict[Any, Any] = {}
    for value, label in choices:
        flat.update(dict(label) if isinstance(label, list) else {value: label})
    return flat


def _attachment(name: str) -> str:
    return f"attachment; filename*=utf-8''{quote(name)}"
