"""Effects of the steps of validating and verifying bodies, and the keeping of the list of them."""
