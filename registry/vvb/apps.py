from django.apps import AppConfig


class VvbConfig(AppConfig):
    name = "registry.vvb"
    label = "vvb"
    verbose_name = "审定与核查"
    default_auto_field = "django.db.models.BigAutoField"
