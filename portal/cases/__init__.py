"""Cases as members meet them: always through the organisation chosen, never through another."""
