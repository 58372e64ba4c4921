from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "registry.projects"
    label = "projects"
    verbose_name = "项目"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.audit.approvals import kinds as approval_kinds
        from registry.casework import kinds
        from registry.casework.approvals import approval_kinds as of_steps
        from registry.projects.changes.kind import KIND as CHANGE
        from registry.projects.kind import PROJECT

        for kind in (PROJECT, CHANGE):
            kinds.register(kind)
            approval_kinds.register(*of_steps(kind))
