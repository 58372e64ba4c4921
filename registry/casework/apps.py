from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "registry.casework"
    label = "casework"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.audit.trail import registering
        from governance.rulebook.calendar import recomputing
        from registry.casework.services import clocks
        from registry.casework.trail import SOURCE

        recomputing.register(clocks.recompute)
        registering.register(SOURCE)
