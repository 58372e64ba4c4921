"""Settings for a running registry. Every value comes from the environment, every default is the
safe one; ``config/production.py`` lists what is refused all the same.

SECRET_KEY, PERSON_ID_KEY, MFA_SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL (the application's role) must be set;
DATABASE_OWNER_URL only where ``manage.py migrate`` runs, never where the site is served.
"""

from __future__ import annotations

import os

from config.database import access
from config.logs import logging_configuration
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, MIDDLEWARE, env

ENVIRONMENT = "production"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
# Hashes the numbers of identity documents; never changes (registry/organisations/person_hash.py).
PERSON_ID_KEY = env.str("PERSON_ID_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Raises when DATABASE_URL is missing: production never falls back to the embedded server.
DATABASE_ACCESS = access.resolve_for_production()
DATABASE_APP_ROLE = DATABASE_ACCESS.app_role
DATABASE_OWNER_ROLE = DATABASE_ACCESS.owner_role
DATABASES["default"] |= access.django_database(os.environ.get(access.ROLE, "app"), DATABASE_ACCESS)

SESSION_COOKIE_SECURE = env.bool("SESSION_COOKIE_SECURE", default=True)
CSRF_COOKIE_SECURE = env.bool("CSRF_COOKIE_SECURE", default=True)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
# Only behind a proxy that sets this header itself and drops the one a client sends.
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Static files are served by the application itself, compressed and named by content.
MIDDLEWARE = [MIDDLEWARE[0], "whitenoise.middleware.WhiteNoiseMiddleware", *MIDDLEWARE[1:]]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = logging_configuration(level=env.str("LOG_LEVEL", default="INFO"), as_json=True)
