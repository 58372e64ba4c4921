from django.apps import AppConfig


class ReductionsConfig(AppConfig):
    name = "registry.reductions"
    label = "reductions"
    verbose_name = "减排量核算报告"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.audit.approvals import kinds as approval_kinds
        from registry.casework import kinds
        from registry.casework.approvals import approval_kinds as of_steps
        from registry.reductions.kind import REPORT

        kinds.register(REPORT)
        approval_kinds.register(*of_steps(REPORT))
