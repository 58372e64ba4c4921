"""Settings for a running registry. Everything comes from the environment; see ``checks`` for what
it refuses."""

from __future__ import annotations

from config.settings.base import *  # noqa: F403
from config.settings.base import env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
# Hashes the numbers of identity documents; never changes (registry/organisations/person_hash.py).
PERSON_ID_KEY = env.str("PERSON_ID_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
