"""Maker-checker in the bureau's admin: the queue, the page on which one decides, delegations."""

from governance.audit.approvals.admin import api_keys, delegations, queue

__all__ = ["api_keys", "delegations", "queue"]
