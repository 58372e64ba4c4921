from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "methodologies.publishing"
    label = "publishing"
    verbose_name = "方法学"
    default_auto_field = "django.db.models.BigAutoField"
