"""Reduction reports to read: in public from their notice on, the calculation for who sees the case."""
