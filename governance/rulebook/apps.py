from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "governance.rulebook"
    label = "rulebook"
    verbose_name = "规则库"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.audit.trail.registering import register_retention
        from governance.rulebook.retention import sentence

        register_retention(sentence)
