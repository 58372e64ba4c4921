"""Who is calling the interface, how often, and what is written down of a refusal."""
