"""Synthetic digits: strokes of each digit's variants, varied at random and drawn as pixels."""
