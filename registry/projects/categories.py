"""Categories of a project's documents: whose they are, which are needed, which are laid open."""

from __future__ import annotations

CATEGORIES = {
    "application_form": "申请表",
    "design": "项目设计文件",
    "ownership": "权属证明",
    "environment": "环评批复",
    "validation_report": "审定报告",
    "elsewhere": "其他机制证明",
    "deregistration": "注销登记申请",
    "correction": "补正材料",
    "other": "其他材料",
}
REPORT = "validation_report"
REQUEST = "deregistration"
# Added by steps of their own.
RESERVED = frozenset({REPORT, REQUEST})
NEEDED = ("application_form", "design", "ownership")
PUBLIC = frozenset({"design"})
