from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "methodologies.publishing"
    label = "publishing"
    verbose_name = "方法学"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.audit.approvals import kinds as approval_kinds
        from methodologies.publishing.kind import METHODOLOGY
        from registry.casework import kinds
        from registry.casework.approvals import approval_kinds as of_steps

        kinds.register(METHODOLOGY)
        approval_kinds.register(*of_steps(METHODOLOGY))
