"""Cases to read: one's own for who is logged in, those laid open for everybody else."""
