"""Plots and pictures that can be copied and saved: one mechanism for all of them."""
