"""Reports, what was filled in, what was calculated from it, what was issued, what was ordered to go."""

from registry.reductions.models.issued import IssuedBatch
from registry.reductions.models.order import Cancellation, CancelOrder
from registry.reductions.models.report import Report, State
from registry.reductions.models.revision import CalculationRevision, DataVersion

__all__ = [
    "CalculationRevision",
    "CancelOrder",
    "Cancellation",
    "DataVersion",
    "IssuedBatch",
    "Report",
    "State",
]
