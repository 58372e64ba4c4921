"""The chapters of the demo story, in order. Each calls the services and may be told again."""
