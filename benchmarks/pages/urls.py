"""The site's addresses and one more: a page of the admin with nothing on it but its frame."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from config.urls import urlpatterns as site

EMPTY = "/admin/bench-empty-page/"


def empty(request: HttpRequest) -> HttpResponse:
    context = admin.site.each_context(request) | {"title": "—"}
    return TemplateResponse(request, "admin/base_site.html", context)


urlpatterns = [path(EMPTY[1:], admin.site.admin_view(empty)), *site]
