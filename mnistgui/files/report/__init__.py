"""A report of runs: one HTML page that loads nothing."""
