"""The scale of a picture in a file, where it is no number."""

FOR_A_SLIDE = 0
"""The scale that makes a picture as wide as a slide."""
