"""The organisations a caller belongs to: a person by membership, a program by the code it is registered
under. Others do not exist here.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from core.api.views import ReadOnlyViewSet
from governance.identity.models import ApiClient, User
from registry.organisations.models import Organisation
from registry.organisations.selectors.holders import holders_for


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    district = serializers.CharField(source="district_id", allow_null=True, help_text="区县代码")

    class Meta:
        model = Organisation
        fields = [
            *("uuid", "uscc", "name_zh", "name_en", "kinds", "district", "status", "registered_at"),
        ]


@extend_schema(tags=["accounts"])
@extend_schema_view(
    list=extend_schema(summary="本人所在的单位 / One's own organisations"),
    retrieve=extend_schema(summary="其中一个单位 / One of them"),
)
class OrganisationViewSet(ReadOnlyViewSet):
    serializer_class = OrganisationSerializer
    ordering = "uuid"
    lookup_field = "uuid"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Organisation]:
        user: Any = self.request.user
        if getattr(self, "swagger_fake_view", False) or not isinstance(user, User):
            return Organisation.objects.none()
        if self.request.auth:  # a program
            client = ApiClient.objects.get(user=user)
            return Organisation.objects.filter(uscc=client.organisation_code)
        mine = [authority.holder.uuid for authority in holders_for(user)]
        return Organisation.objects.filter(uuid__in=mine)
