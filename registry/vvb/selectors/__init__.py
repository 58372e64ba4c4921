"""Reads: who is accredited, who is engaged."""
