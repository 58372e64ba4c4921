"""A person makes a log-in of their own. It opens nothing: rights come from grants, which the security
administrator gives, and from memberships of organisations.
"""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from core.errors import CodedError
from core.integrity import broken_constraint
from governance.identity.errors import IdentityCode
from governance.identity.models import User
from governance.identity.services.passwords import note_own_choice
from governance.identity.services.technical import USERNAME as TECHNICAL

# Small letters only: two names that look alike are one name.
USERNAME = re.compile(r"[a-z][a-z0-9._-]{3,29}")
USERNAME_HELP = "4 至 30 位，小写字母开头，可用小写字母、数字、点、短横和下划线。登录时使用。"
_NAME_ONCE = "identity_user_username_key"


@transaction.atomic
def open_own_login(
    request: HttpRequest | None,
    *,
    username: str,
    password: str,
    real_name: str,
    phone: str,
    email: str,
) -> User:
    """A user without any right, whose password is their own choice.

    Raises ``sign_up_invalid``, ``username_taken``.
    """
    fields = {"real_name": real_name.strip(), "phone": phone.strip(), "email": email.strip()}
    user = User(username=username, **fields)
    _refuse_bad_fields(user, password)
    if username == TECHNICAL or User.objects.filter(username__iexact=username).exists():
        raise CodedError(IdentityCode.USERNAME_TAKEN, username=username, field="username")
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, password=password, **fields)
    except IntegrityError as error:
        if broken_constraint(error) != _NAME_ONCE:
            raise
        raise CodedError(IdentityCode.USERNAME_TAKEN, username=username, field="username") from None
    note_own_choice(request, user)
    return user


def _refuse_bad_fields(user: User, password: str) -> None:
    """Everything is needed; the first thing that is wrong is said."""
    if not USERNAME.fullmatch(user.username):
        _refuse("username", "用户名", USERNAME_HELP)
    for name in ("real_name", "phone", "email"):
        value = getattr(user, name)
        if not value or not value.isprintable():
            _refuse(name, _label(name), "没有填写，或含有不可见字符。")
    try:
        user.clean_fields(exclude=["password"])
        validate_password(password, user)
    except ValidationError as error:
        bad = error.message_dict if hasattr(error, "error_dict") else {"password1": error.messages}
        name, problems = next(iter(bad.items()))
        _refuse(name, _label(name), str(problems[0]))


def _label(name: str) -> str:
    if name == "password1":
        return "密码"
    return str(getattr(User._meta.get_field(name), "verbose_name", name))


def _refuse(field: str, label: str, problem: str) -> None:
    raise CodedError(IdentityCode.SIGN_UP_INVALID, field=field, label=label, problem=problem)
