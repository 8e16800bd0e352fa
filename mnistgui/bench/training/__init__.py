"""How fast training is, and against what."""
