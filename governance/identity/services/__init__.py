"""Acts of identity. Each takes the actor and a reason, and refuses with a coded error."""
