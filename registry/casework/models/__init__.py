"""The case and what hangs on it."""

from registry.casework.models.case import Case
from registry.casework.models.clock import Clock
from registry.casework.models.correction import Correction
from registry.casework.models.event import Event
from registry.casework.models.file import CaseFile
from registry.casework.models.letter import CaseLetter
from registry.casework.models.message import Message
from registry.casework.models.notice import Comment, Notice
from registry.casework.models.numbering import CaseNumbering
from registry.casework.models.participant import Participant

__all__ = [
    "Case",
    "CaseFile",
    "CaseLetter",
    "CaseNumbering",
    "Clock",
    "Comment",
    "Correction",
    "Event",
    "Message",
    "Notice",
    "Participant",
]
