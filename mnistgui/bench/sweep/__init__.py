"""Measures of studies: how much faster several workers are, and what is left after kills."""
