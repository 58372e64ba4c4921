"""Settings for the tests: as near to development as speed allows."""

from __future__ import annotations

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES
from governance.audit.evidence.notes import ED25519, SignerKey

DEBUG = False
SECRET_KEY = "only-for-tests-" + "x" * 50
PERSON_ID_KEY = "only-for-tests-" + "p" * 50
# A key that is in every clone of the project: worth nothing outside the tests.
EVIDENCE_KEY = SignerKey("tests.example/log", ED25519, b"only-for-tests".ljust(32, b"e")).as_text()
MFA_SECRET_KEY = "only-for-tests-" + "m" * 50
# Most tests log in by password alone; tests of the log-in switch these on.
MFA_REQUIRED = False
PASSWORD_FIRST_CHANGE = False
PASSWORD_MAX_AGE_DAYS = 0
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Argon2 is slow on purpose; tests log in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
