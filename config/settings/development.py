"""Settings for a developer's machine and the demo: loopback only, a random key in ``.run/``."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from config.database.locking import make_run_directory
from config.database.records import write_private
from config.settings.base import *  # noqa: F403
from config.settings.base import RUN_DIR, env
from governance.audit.evidence.notes import SignerKey


def _kept_key(name: str, new: Callable[[], str] = lambda: secrets.token_urlsafe(50)) -> str:
    """A key made once per checkout, so that log-ins and stored hashes survive a restart."""
    path = RUN_DIR / name
    if not path.exists():
        make_run_directory(RUN_DIR)
        write_private(path, new())
    return path.read_text()


DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="") or _kept_key("secret_key")
PERSON_ID_KEY = env.str("PERSON_ID_KEY", default="") or _kept_key("person_id_key")
EVIDENCE_KEY = env.str("EVIDENCE_KEY", default="") or _kept_key(
    "evidence_key", lambda: SignerKey.generate("registry.example/log").as_text()
)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]
MFA_SECRET_KEY = env.str("MFA_SECRET_KEY", default="") or _kept_key("mfa_secret_key")

# The demo's people log in with the printed password alone; MFA_REQUIRED=true shows the real thing.
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=False)
PASSWORD_FIRST_CHANGE = env.bool("PASSWORD_FIRST_CHANGE", default=False)
PASSWORD_MAX_AGE_DAYS = env.int("PASSWORD_MAX_AGE_DAYS", default=0)
