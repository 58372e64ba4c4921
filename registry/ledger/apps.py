from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "registry.ledger"
    label = "ledger"
    verbose_name = "登记簿"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand down to the rooms below what they cannot import from here."""
        from governance.audit.approvals import kinds
        from governance.audit.evidence import sources
        from governance.audit.trail import registering
        from registry.ledger.approvals import KINDS
        from registry.ledger.evidence.source import LedgerSource
        from registry.ledger.trail import SOURCE

        kinds.register(*KINDS)
        sources.register(LedgerSource())
        registering.register(SOURCE)
