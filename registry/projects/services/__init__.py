"""Effects of the steps of projects, and the services beside them."""
