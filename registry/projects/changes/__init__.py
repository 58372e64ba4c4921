"""变更: changes to registered projects, each a case of its own."""
