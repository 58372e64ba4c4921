"""What production refuses to start with. Each refusal has a code and says what to do.

``manage.py`` runs these as system checks, the web server through ``refuse_to_start``. They look and
never repair. Outside production they answer nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, register, run_checks
from django.core.checks import Tags as DjangoTags
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connections

from core.errors import Sentence
from governance.identity.selectors import administrators

SHORTEST_SECRET_KEY = 50
SHORTEST_HSTS_S = 30 * 24 * 3600


class Refusal(Enum):
    """The member's lower-case name, after ``config.``, is the id of the check."""

    DEBUG_ON = Sentence(
        zh="生产环境不得开启 DEBUG：请删除环境变量 DEBUG。",
        en="DEBUG is on in production: remove the variable DEBUG.",
    )
    SECRET_KEY_WEAK = Sentence(
        zh="SECRET_KEY 缺失、过短或是示例值：请设置至少 50 个随机字符。",
        en="SECRET_KEY is missing, short or a sample: set at least 50 random characters.",
    )
    HOSTS_OPEN = Sentence(
        zh="ALLOWED_HOSTS 为空或含 *：请列出本站的域名。",
        en="ALLOWED_HOSTS is empty or holds *: list the names of this site.",
    )
    COOKIES_INSECURE = Sentence(
        zh="SESSION_COOKIE_SECURE 与 CSRF_COOKIE_SECURE 必须开启。",
        en="SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE must be on.",
    )
    HSTS_OFF = Sentence(
        zh="SECURE_HSTS_SECONDS 少于 30 天：请设为一年（31536000）。",
        en="SECURE_HSTS_SECONDS is less than 30 days: set a year (31536000).",
    )
    SSL_REDIRECT_OFF = Sentence(
        zh="SECURE_SSL_REDIRECT 必须开启；若在代理之后，请设 BEHIND_TLS_PROXY=true。",
        en="SECURE_SSL_REDIRECT must be on; behind a proxy set BEHIND_TLS_PROXY=true.",
    )
    DATABASE_UNREACHABLE = Sentence(
        zh="无法连接数据库：请检查 DATABASE_URL。",
        en="The database cannot be reached: check DATABASE_URL.",
    )
    SUPERUSER_ACTIVE = Sentence(
        zh="存在启用中的超级用户，违反三员分立：请停用或取消其超级用户身份。",
        en="An active superuser exists, against the separation of duties: deactivate it or take "
        "the status away.",
    )
    MFA_OFF = Sentence(
        zh="MFA_REQUIRED 已关闭：生产环境的工作人员必须使用第二因素，请删除该环境变量。",
        en="MFA_REQUIRED is off: staff in production need a second factor. Remove the variable.",
    )
    MFA_KEY_WEAK = Sentence(
        zh="MFA_SECRET_KEY 缺失、过短或与 SECRET_KEY 相同：请另设至少 50 个随机字符，并妥善备份。",
        en="MFA_SECRET_KEY is missing, short or the same as SECRET_KEY: set at least 50 other random "
        "characters and keep a copy.",
    )
    DUTIES_OVERLAP = Sentence(
        zh="有人同时担任不得兼任的角色（三员，或三员与经办、复核、审批）：请终止其中一项授权。",
        en="Somebody holds duties that must be separate (two of the three administrators, or one "
        "of them with business): end one of the grants.",
    )
    ADMINISTRATOR_MISSING = Sentence(
        zh="系统管理员、安全管理员、审计管理员须各有至少一名启用中的人员：新系统请运行"
        " manage.py appoint_administrators，其他情况请补充授权。",
        en="There must be at least one active system, security and audit administrator: run "
        "manage.py appoint_administrators in a new registry, else grant the missing role.",
    )
    APP_ROLE_TOO_STRONG = Sentence(
        zh="应用的数据库角色是超级用户、可建角色，或拥有账本的对象：DATABASE_URL 必须使用"
        "仅有应用权限的角色。",
        en="The application's database role is a superuser, may create roles, or owns an object of "
        "the ledger: DATABASE_URL must name a role with the application's rights only.",
    )


def refuse(refusal: Refusal) -> Error:
    sentence: Sentence = refusal.value
    return Error(sentence.zh, hint=sentence.en, id=f"config.{refusal.name.lower()}")


@register(DjangoTags.security)
def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Error]:
    """Refusals that can be told from the settings alone."""
    if not _in_production():
        return []
    found = {
        Refusal.DEBUG_ON: settings.DEBUG,
        Refusal.SECRET_KEY_WEAK: not _is_strong(_secret_key()),
        Refusal.HOSTS_OPEN: not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
        Refusal.COOKIES_INSECURE: not (
            settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
        ),
        Refusal.HSTS_OFF: settings.SECURE_HSTS_SECONDS < SHORTEST_HSTS_S,
        Refusal.SSL_REDIRECT_OFF: not settings.SECURE_SSL_REDIRECT,
        Refusal.MFA_OFF: not settings.MFA_REQUIRED,
        Refusal.MFA_KEY_WEAK: not _is_strong(settings.MFA_SECRET_KEY)
        or _secret_key() == settings.MFA_SECRET_KEY,
    }
    return [refuse(refusal) for refusal, holds in found.items() if holds]


@register(DjangoTags.database)
def check_database(
    app_configs: Sequence[AppConfig] | None, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[Error]:
    """Refusals that only the database can tell. ``migrate``, which runs as the owner and before
    there is a table to look at, is not the application and is left alone."""
    if not _in_production() or "default" not in (databases or []) or _is_owner():
        return []
    if not _has_tables():
        return [refuse(Refusal.APP_ROLE_TOO_STRONG)] if _role_is_too_strong() else []
    found = {
        Refusal.SUPERUSER_ACTIVE: _active_superuser_exists(),
        Refusal.DUTIES_OVERLAP: bool(administrators.duties_overlap()),
        Refusal.ADMINISTRATOR_MISSING: bool(administrators.duties_vacant()),
        Refusal.APP_ROLE_TOO_STRONG: _role_is_too_strong(),
    }
    return [refuse(refusal) for refusal, holds in found.items() if holds]


def refuse_to_start() -> None:
    """For the web server, which runs no system checks of its own: every app's errors count."""
    if not _in_production():
        return
    try:
        problems = [found for found in run_checks(databases=["default"]) if found.is_serious()]
    except OperationalError as error:
        raise ImproperlyConfigured(_listing([refuse(Refusal.DATABASE_UNREACHABLE)])) from error
    finally:
        connections["default"].close()  # a forked worker must not inherit it
    if problems:
        raise ImproperlyConfigured(_listing(problems))


def _listing(problems: Sequence[CheckMessage]) -> str:
    return "\n".join(f"{problem.id}: {problem.msg}\n    {problem.hint}" for problem in problems)


def _in_production() -> bool:
    return str(settings.ENVIRONMENT) == "production"


def _secret_key() -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:  # Django's own refusal of an empty key
        return ""


def _is_strong(key: str) -> bool:
    varied = len(set(key)) >= 10
    return len(key) >= SHORTEST_SECRET_KEY and varied and not key.startswith("django-insecure-")


def _is_owner() -> bool:
    owner = str(settings.DATABASE_OWNER_ROLE)
    return owner == settings.DATABASES["default"]["USER"] != settings.DATABASE_APP_ROLE


def _has_tables() -> bool:
    """Before the first ``migrate`` there is nobody to look at."""
    return "identity_rolegrant" in connections["default"].introspection.table_names()


def _active_superuser_exists() -> bool:
    users = get_user_model()
    return users._default_manager.filter(is_superuser=True, is_active=True).exists()


def _role_is_too_strong() -> bool:
    """Whether the connection's role could undo a law of the ledger, by its own right or through
    a role it may become."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (
                SELECT 1 FROM pg_roles
                WHERE pg_has_role(current_user, oid, 'MEMBER') AND (rolsuper OR rolcreaterole)
            ) OR EXISTS (
                SELECT 1 FROM pg_class AS thing
                JOIN pg_namespace AS room ON room.oid = thing.relnamespace
                WHERE room.nspname = 'ledger'
                  AND (pg_has_role(current_user, thing.relowner, 'MEMBER')
                       OR pg_has_role(current_user, room.nspowner, 'MEMBER'))
            )
            """
        )
        row = cursor.fetchone()
    return bool(row and row[0])
