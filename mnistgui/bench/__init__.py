"""Timed bars: how fast training is, and against what."""
