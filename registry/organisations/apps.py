from django.apps import AppConfig
from django.core import checks


class OrganisationsConfig(AppConfig):
    name = "registry.organisations"
    label = "organisations"
    verbose_name = "主体"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from registry.organisations.checks import person_id_key

        checks.register(person_id_key)
