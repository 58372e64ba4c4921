"""A definition → names resolved, an order of evaluation, and every unit agreeing; or a refusal."""
