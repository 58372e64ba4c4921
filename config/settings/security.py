"""Log-in, second factor, lock-out, passwords, sessions and break-glass: every number in one place.

The defaults are the strict ones, for production; development and test settings relax some by name.
Few of these numbers stand in a standard: docs/login.md says where each comes from and which of
them are `unverified`.
"""

from __future__ import annotations

import datetime as dt

import environ

env = environ.Env()

# Second factor: nobody sees a page of the admin or the portal without one.
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=True)
# Encrypts the secrets of second factors at rest. Old keys stay readable as fallbacks.
MFA_SECRET_KEY = env.str("MFA_SECRET_KEY", default="")
MFA_SECRET_KEY_FALLBACKS = env.list("MFA_SECRET_KEY_FALLBACKS", default=[])
# Whom a person asks who cannot log in; shown on the pages.
LOGIN_HELP = env.str("LOGIN_HELP", default="本单位的系统管理员")
LOGIN_HELP_EN = env.str("LOGIN_HELP_EN", default="your system administrator")

# Lock-out: failures of the password and of the second factor count together.
LOCKOUT_USER_FAILURES = env.int("LOCKOUT_USER_FAILURES", default=5)
LOCKOUT_ADDRESS_FAILURES = env.int("LOCKOUT_ADDRESS_FAILURES", default=20)
LOCKOUT_MINUTES = env.int("LOCKOUT_MINUTES", default=30)

# Passwords. 0 days: they do not age.
PASSWORD_MIN_LENGTH = env.int("PASSWORD_MIN_LENGTH", default=12)
PASSWORD_KINDS = env.int("PASSWORD_KINDS", default=3)
PASSWORD_HISTORY = env.int("PASSWORD_HISTORY", default=5)
PASSWORD_MAX_AGE_DAYS = env.int("PASSWORD_MAX_AGE_DAYS", default=90)
PASSWORD_FIRST_CHANGE = env.bool("PASSWORD_FIRST_CHANGE", default=True)

# Sessions end by themselves; closing the browser ends them too.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_ABSOLUTE_HOURS = env.int("SESSION_ABSOLUTE_HOURS", default=12)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_HOURS * 3600

BREAK_GLASS_MAX_MINUTES = env.int("BREAK_GLASS_MAX_MINUTES", default=240)

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "governance.identity.login.passwords.KindsValidator",
        "OPTIONS": {"kinds": PASSWORD_KINDS},
    },
    {
        "NAME": "governance.identity.login.passwords.HistoryValidator",
        "OPTIONS": {"kept": PASSWORD_HISTORY},
    },
]
AUTHENTICATION_BACKENDS = [
    "governance.identity.login.lockout.LockoutBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/admin/"

# django-allauth: the pages of log-in and second factor; signing up is the portal's own page.
ACCOUNT_ADAPTER = "governance.identity.login.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Its own limits count in the cache of one process; the lock-out counts in the database.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "governance.identity.login.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = env.str("MFA_TOTP_ISSUER", default="碳普惠减排量登记簿")
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ: one step of 30 s to either side
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # there is no e-mail here
MFA_FORMS = {
    "authenticate": "governance.identity.login.forms.AuthenticateForm",
    "reauthenticate": "governance.identity.login.forms.ReauthenticateForm",
    "activate_totp": "governance.identity.login.forms.ActivateForm",
}

# django-axes: the counting of failures.
AXES_HANDLER = "governance.identity.login.lockout.LockoutHandler"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = LOCKOUT_USER_FAILURES
AXES_COOLOFF_TIME = dt.timedelta(minutes=LOCKOUT_MINUTES)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "governance.identity.login.lockout.locked_page"
AXES_CLIENT_IP_CALLABLE = "governance.identity.web.address_of"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "password", "code", "oldpassword", "password1"]
AXES_DISABLE_ACCESS_LOG = True  # the log-in log is ours
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
