from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "governance.audit.evidence"
    label = "evidence"
    verbose_name = "存证"
