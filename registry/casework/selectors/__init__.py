"""Reads of cases: as whom a person meets a case, which cases they see, what waits on their desk."""
