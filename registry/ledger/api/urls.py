from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

from registry.ledger.api.views import AccountViewSet, EntryViewSet, HoldingViewSet

router = SimpleRouter(trailing_slash=False)
router.register("accounts", AccountViewSet, basename="account")
ONE = "accounts/<str:number>"
urlpatterns = [
    *router.urls,
    path(f"{ONE}/holdings", HoldingViewSet.as_view({"get": "list"}), name="account-holdings"),
    path(f"{ONE}/entries", EntryViewSet.as_view({"get": "list"}), name="account-entries"),
]
