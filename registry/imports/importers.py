"""Who imports: the person named, or the technical operator where nobody needs to be."""

from __future__ import annotations

from django.conf import settings

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.selectors import actor_of
from governance.identity.services.technical import technical_operator
from registry.imports.errors import ImportCode


def importer(username: str | None, *, programme: str) -> Actor:
    """The actor of an import into ``programme``. In production somebody must be named.

    Raises ``importer_needed``, ``importer_unknown``, ``technical_name_taken``; whether the person may
    import is asked by each act.
    """
    if username is None:
        if settings.ENVIRONMENT == "production":
            raise CodedError(ImportCode.IMPORTER_NEEDED)
        return technical_operator(programme=programme)
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CodedError(ImportCode.IMPORTER_UNKNOWN, username=username)
    return actor_of(user)
