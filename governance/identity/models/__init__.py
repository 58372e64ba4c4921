"""Users and roles, the log of log-ins, break-glass, and the programs that call the interface."""

from governance.identity.models.break_glass import BreakGlass
from governance.identity.models.clients import ApiClient, ApiKey
from governance.identity.models.login import (
    FailedLogin,
    LoginEvent,
    PasswordRecord,
    Protection,
    SpentCode,
)
from governance.identity.models.people import RoleGrant, User

__all__ = [
    "ApiClient",
    "ApiKey",
    "BreakGlass",
    "FailedLogin",
    "LoginEvent",
    "PasswordRecord",
    "Protection",
    "RoleGrant",
    "SpentCode",
    "User",
]
