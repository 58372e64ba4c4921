"""Small pure functions, one rule each: no database, no clock of their own."""
