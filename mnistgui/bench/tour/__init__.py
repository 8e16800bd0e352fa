"""Plays a real session by itself: loads digits, trains, draws, and saves pictures."""
