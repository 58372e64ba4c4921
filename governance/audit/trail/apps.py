from __future__ import annotations

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "governance.audit.trail"
    label = "trail"
    verbose_name = "审计"

    def ready(self) -> None:
        from governance.audit.trail.recording import record_export
        from governance.audit.trail.registering import register
        from governance.audit.trail.sources import (
            documents,
            grants,
            logins,
            refusals,
            users,
        )
        from governance.identity.exporting import record_with

        for source in (documents, grants, users, logins, refusals):
            register(source.SOURCE)
        record_with(record_export)
