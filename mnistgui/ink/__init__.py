"""Pen strokes and how they become 28 x 28 pixels."""
