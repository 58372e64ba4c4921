"""What is done to reports beside their steps: beginning one, calculating, issuing, cancelling."""
