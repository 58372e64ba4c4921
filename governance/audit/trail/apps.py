from __future__ import annotations

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "governance.audit.trail"
    label = "trail"
    verbose_name = "审计"
