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
]
