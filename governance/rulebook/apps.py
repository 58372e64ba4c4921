from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "governance.rulebook"
    label = "rulebook"
    verbose_name = "规则库"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.audit.approvals import kinds, term
        from governance.audit.trail import registering
        from governance.rulebook.approvals import KINDS
        from governance.rulebook.retention import sentence
        from governance.rulebook.selectors import value_on

        term.look_up_with(
            lambda programme, on: int(str(value_on(term.RULE, term.NAME, programme, on)))
        )
        registering.register_retention(sentence)
        kinds.register(*KINDS)
