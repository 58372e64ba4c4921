"""The pages. They collect and show; services write, selectors read."""
