"""Views of accounts. What lies outside the caller's reach is answered like what does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, LPad
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view

from core.api.views import ListOnlyViewSet, ReadOnlyViewSet
from registry.ledger.api.calling import reach_of
from registry.ledger.api.filters import AccountFilter, HoldingFilter
from registry.ledger.api.serializers import AccountSerializer, EntrySerializer, HoldingSerializer
from registry.ledger.models import Account, Bucket, Entry, Hold, Position
from registry.ledger.selectors.account_entries import AccountEntries, lines_of
from registry.ledger.selectors.places import balances_of
from registry.ledger.selectors.reach import MARKET_ACTS, Reach
from registry.organisations.selectors.holders import display_names

NUMBER = OpenApiParameter("number", OpenApiTypes.STR, OpenApiParameter.PATH, description="账号")


@extend_schema(tags=["accounts"])
@extend_schema_view(
    list=extend_schema(summary="可查看的账户 / Accounts within reach"),
    retrieve=extend_schema(summary="一个账户及其余额 / One account with its balances"),
)
class AccountViewSet(ReadOnlyViewSet):
    """A member sees the accounts of its holders; a program those of its programmes, as far as the market
    goes; staff those of their programmes."""

    serializer_class = AccountSerializer
    filterset_class = AccountFilter
    ordering = "id"
    lookup_field = "number"
    lookup_value_regex = "[A-Z]{2,10}-[0-9]{1,12}"

    def get_queryset(self) -> QuerySet[Account]:
        if getattr(self, "swagger_fake_view", False):
            return Account.objects.none()
        return reach_of(self.request).accounts()

    def dress(self, rows: Sequence[Any]) -> None:
        reach = reach_of(self.request)
        balances = balances_of([account.id for account in rows])
        names = display_names(account.holder_uuid for account in rows)
        for account in rows:
            uuid, kind = account.holder_uuid, account.holder_kind
            account.holder = {"uuid": uuid, "kind": kind, "name": names.get(uuid, "—")}
            found = balances.get(account.id, {})
            if not reach.is_whole(account):
                found = {bucket: t for bucket, t in found.items() if bucket == Bucket.TRADING}
            account.balances = {bucket.value: t for bucket, t in found.items()}


class OfAccount(ListOnlyViewSet):
    """A list under an account; 404 unless the account is within reach."""

    def account(self) -> tuple[Account, Reach]:
        reach = reach_of(self.request)
        account = reach.accounts().filter(number=self.kwargs["number"]).first()
        if account is None:
            raise Http404
        return account, reach


@extend_schema_view(
    list=extend_schema(
        tags=["accounts"], summary="持仓 / Holdings of an account", parameters=[NUMBER]
    )
)
class HoldingViewSet(OfAccount):
    """Where the account's units are, by batch. A program sees what is in trading or on offer."""

    serializer_class = HoldingSerializer
    filterset_class = HoldingFilter
    ordering = "place"

    def get_queryset(self) -> QuerySet[Position]:
        if getattr(self, "swagger_fake_view", False):
            return Position.objects.none()
        account, reach = self.account()
        rows = Position.objects.filter(account=account).select_related("batch")
        if not reach.is_whole(account):
            orders = Hold.objects.filter(account=account, kind=Hold.Kind.ORDER).values("id")
            rows = rows.filter(Q(bucket=Bucket.TRADING) | Q(hold__in=orders))
        batch = LPad(Cast("batch_id", CharField()), 10, Value("0"))
        return rows.annotate(place=Concat(batch, Value("/"), F("id"), output_field=CharField()))

    def dress(self, rows: Sequence[Any]) -> None:
        holds = Hold.objects.in_bulk([row.hold for row in rows if row.hold])
        for row in rows:
            row.kept = holds.get(row.hold)


@extend_schema_view(
    list=extend_schema(
        tags=["accounts"], summary="分录 / Entries of an account", parameters=[NUMBER]
    )
)
class EntryViewSet(OfAccount):
    """What moved the account's units, the newest first. A program sees the acts of the market."""

    serializer_class = EntrySerializer
    queryset = Entry.objects.none()
    ordering = "-id"
    filter_backends: list[Any] = []

    def get_queryset(self) -> Any:
        account, reach = self.account()
        self.of_account = account
        return AccountEntries(account.id, () if reach.is_whole(account) else MARKET_ACTS)

    def dress(self, rows: Sequence[Any]) -> None:
        lines = lines_of(self.of_account, rows)
        for row in rows:
            row.lines = lines.get(row.id, [])
