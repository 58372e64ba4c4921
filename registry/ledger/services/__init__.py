"""The acts of the ledger, one subject a module. Every act takes the actor, a reason and a reference,
is idempotent, and is one statement: it happens wholly or not at all.
"""
