from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "registry.organisations"
    label = "organisations"
    verbose_name = "主体"
    default_auto_field = "django.db.models.BigAutoField"
