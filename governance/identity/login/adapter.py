"""Our rules in django-allauth: no sign-up of its own, every step recorded, secrets encrypted at rest."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from core import clock
from governance.identity.login import sessions
from governance.identity.login.gate import front_page
from governance.identity.models import LoginEvent, User
from governance.identity.services.login_log import record_login
from governance.identity.services.passwords import note_own_choice

Kind = LoginEvent.Kind
FACTORS = {"totp": "动态口令", "recovery_codes": "恢复码"}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Staff accounts are made by the system administrator; the portal has a sign-up of its own."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = str(credentials.get("username", ""))
        if not getattr(request, "axes_locked_out", False):
            record_login(request, Kind.FAILED, username=name)
        elif getattr(request, "axes_failures_since_start", None) is None:
            record_login(request, Kind.REFUSED_LOCKED, username=name)
        else:
            record_login(request, Kind.FAILED, username=name)
            record_login(request, Kind.LOCKED, username=name, detail="密码错误次数过多")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        sessions.begin(request)
        used = [record.get("type") for record in get_authentication_records(request, user)]
        factor = next((FACTORS[each] for each in used if each in FACTORS), "")
        detail = f"密码与{factor}" if factor else "密码"
        record_login(request, Kind.LOGGED_IN, user=user, detail=detail)
        return super().post_login(request, user, **kwargs)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            record_login(request, Kind.LOGGED_OUT, user=request.user)
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        note_own_choice(context.request, user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return front_page(request.user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return front_page(request.user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before touching the second factor: a fresh one, where there is one. Whoever has none yet
        and has just logged in need not type the password again to enrol."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        user = context.request.user
        wanted = {"mfa"} if is_mfa_enabled(user, ["totp"]) else {"mfa", "password"}
        fresh = clock.now().timestamp() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(context.request, user)
        return not any(each["method"] in wanted and each["at"] > fresh for each in records)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A password proves nothing more once there is a second factor."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        factors = [each for each in methods if each["id"] != "reauthenticate"]
        return factors or methods

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what happened; allauth's messages speak of e-mail and accounts."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no e-mail here yet."""


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Nobody switches off what they must have; a lost telephone is a case for the security
        administrator."""
        return not settings.MFA_REQUIRED

    @property
    def error_messages(self) -> dict[str, Any]:
        english = (get_language() or "").startswith("en")
        return {
            **DefaultMFAAdapter.error_messages,
            "incorrect_code": "Wrong or already used code. Wait for the next one and type that."
            if english
            else "验证码错误或已用过。请等待下一个验证码后再输入。",
            "cannot_delete_authenticator": "You must keep a second factor. For a new telephone "
            "ask the security administrator."
            if english
            else "必须保留第二因素。更换手机请联系安全管理员重置。",
        }


def _cipher() -> MultiFernet:
    keys = [settings.MFA_SECRET_KEY, *settings.MFA_SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(key: str) -> bytes:
    """The setting is any long random text; Fernet wants 32 bytes. Refuses an empty one."""
    if not key:
        raise ValueError("MFA_SECRET_KEY is not set")
    digest = hashlib.sha256(b"registry second factor\0" + key.encode()).digest()
    return base64.urlsafe_b64encode(digest)
