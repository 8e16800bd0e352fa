"""Weights in and out, one module per format of the tools people use."""
