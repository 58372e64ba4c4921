"""Settings of the peer, a Django application of its own in a database of its own."""

from __future__ import annotations

import os

from config.database import access

_words = access.parse(access.OWNER_URL, os.environ[access.OWNER_URL])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _words.pop("dbname"),
        "USER": _words.pop("user"),
        "PASSWORD": _words.pop("password", ""),
        "HOST": _words.pop("host", ""),
        "PORT": _words.pop("port", ""),
        "OPTIONS": _words,
    }
}
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "mptt", "hordak"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = "only-for-the-bench"
USE_TZ = True
DEFAULT_CURRENCY = HORDAK_INTERNAL_CURRENCY = "CNY"
CURRENCIES = HORDAK_CURRENCIES = ["CNY"]
