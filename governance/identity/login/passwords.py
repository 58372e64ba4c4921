"""What a password must be: several kinds of characters, and not one had before.

Django calls ``password_changed`` of every validator after a password was saved, wherever it was
set; that is how the history is kept complete.
"""

from __future__ import annotations

import string
from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from governance.identity.models import PasswordRecord, User


def _english() -> bool:
    return (get_language() or "").startswith("en")


class KindsValidator:
    """At least ``kinds`` of: capital letters, small letters, digits, other characters."""

    def __init__(self, kinds: int = 3) -> None:
        self.kinds = kinds

    def validate(self, password: str, user: Any = None) -> None:
        known = string.ascii_letters + string.digits
        found = [
            any(letter in string.ascii_uppercase for letter in password),
            any(letter in string.ascii_lowercase for letter in password),
            any(letter in string.digits for letter in password),
            any(letter not in known for letter in password),
        ]
        if sum(found) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        if _english():
            return (
                f"Use at least {self.kinds} of: capital letters, small letters, digits, "
                "other characters."
            )
        return f"口令须含大写字母、小写字母、数字、其他字符中的至少 {self.kinds} 类。"


class HistoryValidator:
    """Not one of the last ``kept`` passwords."""

    def __init__(self, kept: int = 5) -> None:
        self.kept = kept

    def validate(self, password: str, user: Any = None) -> None:
        if not self.kept or not isinstance(user, User) or user.pk is None:
            return
        records = PasswordRecord.objects.filter(user_id=user.pk)[: self.kept]
        had = {record.hash for record in records}
        if user.password:
            had.add(user.password)
        if any(check_password(password, each) for each in had):
            raise ValidationError(self.get_help_text(), code="password_reused")

    def password_changed(self, password: str, user: Any = None) -> None:
        if isinstance(user, User) and user.pk is not None and user.has_usable_password():
            PasswordRecord.objects.create(user=user, hash=user.password)

    def get_help_text(self) -> str:
        if _english():
            return f"It may not be one of your last {self.kept} passwords."
        return f"不得与最近 {self.kept} 次使用过的口令相同。"
