"""Settings common to every environment. Nothing secret is written here and nothing starts here."""

from __future__ import annotations

import os
from pathlib import Path

import django
import environ

from config.database import access
from config.logs import logging_configuration
from config.settings.api import *  # noqa: F403  the interface: rates, forms, schema
from config.settings.csp import *  # noqa: F403  what a page may load
from config.settings.security import *  # noqa: F403  log-in, passwords, sessions

# "production" switches on the refusals of config/production.py.
ENVIRONMENT = "development"
BASE_DIR = Path(__file__).resolve().parents[2]
RUN_DIR = BASE_DIR / ".run"
env = environ.Env()

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "config",
    "governance.identity",
    "governance.audit",
    "governance.audit.evidence",
    "governance.audit.approvals",
    "governance.audit.trail",
    "governance.rulebook",
    "registry.organisations",
    "registry.casework",
    "registry.ledger",
    "methodologies",
    "methodologies.publishing",
    "registry.vvb",
    "registry.projects",
    "registry.reductions",
    "registry.imports",
    "disclosure",
    "portal",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "core.api.request_id.RequestId",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "governance.identity.login.sessions.SessionLimits",
    "governance.identity.login.gate.EntranceGate",
    "axes.middleware.AxesMiddleware",
    "governance.audit.trail.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],  # where Django's own pages are put right
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Database: one alias, connected as the application's role. `manage.py migrate` asks for the owner
# through DATABASE_ROLE before this module is loaded (config/database/readiness.py).
DATABASE_ACCESS = access.resolve()
DATABASE_APP_ROLE = DATABASE_ACCESS.app_role
DATABASE_OWNER_ROLE = DATABASE_ACCESS.owner_role
DATABASES = {
    "default": access.django_database(os.environ.get(access.ROLE, "app"), DATABASE_ACCESS)
    | {
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=300),
        "CONN_HEALTH_CHECKS": True,
        # Set to true behind PgBouncer in transaction mode: a cursor there does not outlive its
        # transaction.
        "DISABLE_SERVER_SIDE_CURSORS": env.bool("DATABASE_BEHIND_PGBOUNCER", default=False),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One in each process: the totals of the first page, the counting of requests of the interface.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# People
AUTH_USER_MODEL = "identity.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

# Language and time: business dates are dates in Shanghai, moments are stored as UTC.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
# Django's own words go before those of installed apps: a form on a page reads as it does everywhere.
LOCALE_PATHS = [BASE_DIR / "config" / "locale", Path(django.__file__).parent / "conf" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = RUN_DIR / "static"

# The private key that signs checkpoints of the evidence log, only where sealing runs (docs/evidence.md).
EVIDENCE_KEY = env.str("EVIDENCE_KEY", default="")

# Messages to people (manage.py send_messages): e-mail, and SMS where an outbox file is named.
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="registry@localhost")
SMS_OUTBOX = env.str("SMS_OUTBOX", default="")
MESSAGE_CHANNELS = ["registry.casework.delivery.Email"]
if SMS_OUTBOX:
    MESSAGE_CHANNELS.append("registry.casework.delivery.SmsOutbox")

LOGGING = logging_configuration(level=env.str("LOG_LEVEL", default="INFO"), as_json=False)
