"""Studies: many runs on as many cores and machines as there are."""
