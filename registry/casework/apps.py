from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "registry.casework"
    label = "casework"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.audit.trail import registering
        from registry.casework.trail import SOURCE

        registering.register(SOURCE)
