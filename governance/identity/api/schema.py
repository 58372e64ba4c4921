"""How the two ways to say who is calling are written in the schema; imported by the app's ``ready()``."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension


class KeyScheme(OpenApiAuthenticationExtension):
    target_class = "governance.identity.api.authentication.KeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "接口密钥，由登记机构签发，只显示一次 / the key of a registered program",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "governance.identity.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "登录会话（含第二因素）/ a log-in session, second factor included",
        }
