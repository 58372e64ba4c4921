"""The addresses of the site."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("disclosure.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("governance.identity.login.urls")),
    path("portal/", include("portal.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("config.api_urls")),
]
handler400 = "core.api.handlers.bad_request"
handler403 = "core.api.handlers.permission_denied"
handler404 = "core.api.handlers.page_not_found"
handler500 = "core.api.handlers.server_error"
