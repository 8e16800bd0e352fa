"""Lets every plot and picture be copied and saved, by one mechanism."""
