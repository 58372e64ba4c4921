"""Orders to cancel: what is still open, and which projects are suspended by them (R-FALSE-01)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from core.errors import CodedError
from registry.projects.models import Project
from registry.reductions.errors import ReductionCode
from registry.reductions.models import CancelOrder, Report


def open_orders() -> Any:
    """Orders not yet fulfilled; ``left_t`` are the tonnes still to be cancelled."""
    cancelled = Coalesce(Sum("cancellations__quantity_t"), 0)
    return CancelOrder.objects.annotate(left_t=F("quantity_t") - cancelled).filter(left_t__gt=0)


def open_order(report: Report) -> Any:
    """The order this report is under, the earliest; ``order_unknown`` without one."""
    found = open_orders().filter(report_id=report.pk).order_by("ordered_at", "uuid").first()
    if found is None:
        raise CodedError(ReductionCode.ORDER_UNKNOWN, case=str(report))
    return found


def left_to_order_t(report: Report) -> int:
    """Tonnes of the issuance that no order names yet."""
    ordered = report.cancel_orders.aggregate(t=Coalesce(Sum("quantity_t"), 0))["t"]
    issued = getattr(report, "issued_batch", None)
    return (issued.quantity_t if issued else 0) - ordered


def refuse_suspended(project: Project) -> None:
    """Raises ``project_suspended`` while any report of the project is under an open order."""
    found = open_orders().filter(report__subject=project).first()
    if found is not None:
        raise CodedError(
            ReductionCode.PROJECT_SUSPENDED,
            project=str(project),
            document=found.document,
            left_t=f"{found.left_t:,}",
        )
