"""What is done to cases. Steps are taken by :mod:`registry.casework.services.taking` only."""
