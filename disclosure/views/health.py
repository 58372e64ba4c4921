"""Whether the registry answers: for load balancers and for people on call. Never cached."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 with the database's version, or 503 when the database does not answer.

    The cause goes to the log only: it would tell strangers about the machine.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0].split()[0]  # without the packager's note
    except DatabaseError:
        log.exception("health: the database does not answer")
        return JsonResponse({"status": "unavailable", "database": None}, status=503)
    return JsonResponse({"status": "ok", "database": f"PostgreSQL {version}"})
