"""Widgets that know nothing of digits or runs, and the theme."""
