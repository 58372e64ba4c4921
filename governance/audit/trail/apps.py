from __future__ import annotations

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "governance.audit.trail"
    label = "trail"
    verbose_name = "审计"

    def ready(self) -> None:
        from governance.audit.trail.registering import register
        from governance.audit.trail.sources import documents, grants, logins, refusals, users

        for source in (documents, grants, users, logins, refusals):
            register(source.SOURCE)
