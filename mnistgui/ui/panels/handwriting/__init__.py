"""The Handwriting panel: a test of thirty prompted digits."""
