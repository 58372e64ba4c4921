"""The public addresses: no log-in, no writing."""

from __future__ import annotations

from django.urls import path

from disclosure.views.health import health
from disclosure.views.landing import landing
from disclosure.views.serials import serials

app_name = "disclosure"
urlpatterns = [
    path("", landing, name="landing"),
    path("serials/", serials, name="serials"),
    path("healthz", health, name="health"),
]
