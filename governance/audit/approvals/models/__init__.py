"""What maker-checker keeps: proposals and their documents, numbers given, delegations."""

from governance.audit.approvals.models.approval import Approval, Numbering, Status
from governance.audit.approvals.models.attachment import Attachment
from governance.audit.approvals.models.delegation import Delegation

__all__ = ["Approval", "Attachment", "Delegation", "Numbering", "Status"]
