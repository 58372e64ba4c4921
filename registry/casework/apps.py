from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "registry.casework"
    label = "casework"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.rulebook.calendar import recomputing
        from registry.casework.services import clocks

        recomputing.register(clocks.recompute)
