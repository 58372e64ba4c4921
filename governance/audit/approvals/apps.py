from __future__ import annotations

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "governance.audit.approvals"
    label = "approvals"
    verbose_name = "复核"

    def ready(self) -> None:
        from governance.audit.approvals import api_keys, kinds
        from governance.audit.approvals.trail import SOURCE
        from governance.audit.trail import registering

        kinds.register(*api_keys.KINDS)
        registering.register(SOURCE)
