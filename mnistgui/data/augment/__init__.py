"""Warps for training: digits shifted, scaled, turned, slanted, bent, thickened and thinned."""
