"""Builds a whole HDF5 file in memory, so that only its bytes are written to the disk.

The HDF5 library's lock is held for the copy only, never while a disk is slow, and a full disk
fails in one place with an ordinary error.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_GROWTH_BYTES = 1 << 20


@dataclass
class Image:
    """An HDF5 file that is being built.

    Attributes
    ----------
    file : h5py.File
        Fill it inside the ``with`` block.
    data : bytes
        The whole file, once the block has ended.
    """

    file: Any
    data: bytes = b""


@contextmanager
def hdf5_image() -> Iterator[Image]:
    """Build an HDF5 file in memory.

    Yields
    ------
    Image
        Its ``data`` are there after the block.
    """
    import h5py  # noqa: PLC0415 - it is slow to load, and the window opens without a file

    # HDF5 refuses a name that is in use, even in memory, and several threads may save at once.
    name = f"memory-{secrets.token_hex(8)}"
    with h5py.File(name, "w", driver="core", backing_store=False, block_size=_GROWTH_BYTES) as file:
        image = Image(file)
        yield image
        file.flush()
        image.data = file.id.get_file_image()
    image.file = None
