"""Forms of the steps: what each asks for besides a reason."""
