"""How the names of pictures end; no library of pictures is loaded to know that."""

SUFFIXES = (
    ".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif", ".tif", ".tiff", ".pgm", ".ppm", ".pbm",
)  # fmt: skip

PHOTOGRAPH_SUFFIXES = (*SUFFIXES, ".heic", ".heif")
"""Of pictures that are read one by one, too."""
