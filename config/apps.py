"""Makes ``config`` an app so that its system checks are registered."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "config"
    label = "site_config"
    verbose_name = "站点配置"

    def ready(self) -> None:
        from config import production  # noqa: F401  registers the checks
