from django.apps import AppConfig


class MethodologiesConfig(AppConfig):
    """An app for its command only; the engine beside it knows no Django and there are no tables."""

    name = "methodologies"
    verbose_name = "方法学"
