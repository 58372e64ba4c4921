"""How a methodology becomes law of a programme: compiled, checked, assessed by experts, laid open,
published; later superseded or withdrawn."""
