from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "registry.ledger"
    label = "ledger"
    verbose_name = "登记簿"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.audit.approvals.kinds import register
        from registry.ledger.approvals import KINDS

        register(*KINDS)
