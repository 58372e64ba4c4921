from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "governance.identity"
    label = "identity"
    verbose_name = "身份与角色"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.identity.api import schema  # noqa: F401  describes the two authentications
