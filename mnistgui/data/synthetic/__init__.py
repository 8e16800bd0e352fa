"""Synthetic digits: a pen that writes each digit in the ways people do."""
