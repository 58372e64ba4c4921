"""Rules about the publication of methodologies: pure functions, no database, no clock."""
