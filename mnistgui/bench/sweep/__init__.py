"""Measures of studies: how much faster several workers are."""
