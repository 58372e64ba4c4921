"""Django admin of identity. Rights come from roles; a superuser of a developer's machine may look
at everything and, without a role, change nothing that a service guards."""

from django.contrib import admin

from governance.identity.admin import grants, users

admin.site.site_header = "碳普惠减排量登记簿"
admin.site.site_title = "碳普惠减排量登记簿"
admin.site.index_title = "管理后台"

__all__ = ["grants", "users"]
