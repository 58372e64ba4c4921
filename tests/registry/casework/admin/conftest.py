from tests.registry.casework.admin.trial import trial

__all__ = ["trial"]
