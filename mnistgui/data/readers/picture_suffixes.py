"""How pictures are told by name and content; no library of pictures is loaded to know that."""

SUFFIXES = (
    ".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif", ".tif", ".tiff", ".pgm", ".ppm", ".pbm",
)  # fmt: skip

PHOTOGRAPH_SUFFIXES = (*SUFFIXES, ".heic", ".heif")
"""Of pictures that are read one by one, too."""

HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
"""What follows ``ftyp`` at the beginning of a HEIC picture."""
