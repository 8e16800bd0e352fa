"""Draw a digit and watch it being read."""
