from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """An app for its command only; it has no tables."""

    name = "registry.imports"
    label = "imports"
    verbose_name = "数据导入"
