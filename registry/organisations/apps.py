from django.apps import AppConfig
from django.core import checks


class OrganisationsConfig(AppConfig):
    name = "registry.organisations"
    label = "organisations"
    verbose_name = "主体"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.audit.trail.registering import register_holder_finder
        from registry.organisations.checks import person_id_key
        from registry.organisations.selectors.find_holder import holders_named

        checks.register(person_id_key)
        register_holder_finder(holders_named)
