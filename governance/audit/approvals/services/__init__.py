"""Acts of maker-checker. Each takes the actor and a reason, and refuses with a coded error."""
