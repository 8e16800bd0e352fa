"""What is kept: run files, weights in every format, safe writing."""
