"""Inspects every object of an HDF5 file without reading arrays, and refuses dangerous ones.

Whatever HDF5 would fetch from elsewhere (links, external storage, virtual arrays, filter plugins)
is refused on sight; deflated chunks are only accepted when they inflate to what they declare.
"""

import math
import zlib
from collections.abc import Iterator
from typing import Any

from h5py import h5a, h5d, h5g, h5l, h5o, h5z

from mnistgui.errors import UserError
from mnistgui.notation import thousands

MAX_OBJECTS = 10_000
MAX_DEPTH = 16
MAX_CHUNK_BYTES = 32 << 20
# Deflate expands at most so far; below this product a chunk needs no trial.
DEFLATE_RATIO = 1032
SAFE_INFLATED_BYTES = 64 << 20

_FILTERS = {h5z.FILTER_DEFLATE, h5z.FILTER_SHUFFLE, h5z.FILTER_FLETCHER32}


def harmless_arrays(root: Any, where: str) -> Iterator[str]:
    """Inspect the whole tree of a file.

    Parameters
    ----------
    root : h5py.h5f.FileID
        An open file.
    where : str
        The file's name, for sentences.

    Yields
    ------
    str
        Path of each array, such as ``"layers/dense/vars/0"``.

    Raises
    ------
    UserError
        Some object is of a dangerous kind, or there are too many.
    """
    groups: list[tuple[str, Any]] = [("", h5g.open(root, b"/"))]
    seen = 0
    while groups:
        prefix, group = groups.pop()
        # Hard links can form circles; both bounds end the walk.
        seen += 1 + group.get_num_objs()
        if seen > MAX_OBJECTS or prefix.count("/") > MAX_DEPTH:
            raise UserError(f"{where} holds too many or too deeply nested objects")
        for name in group:
            path = prefix + name.decode()
            child = _opened(group, name, f"{where}: {path}")
            if isinstance(child, h5g.GroupID):
                groups.append((f"{path}/", child))
            elif isinstance(child, h5d.DatasetID):
                _check_storage(child, f"{where}: {path}")
                yield path


def check_chunks(dataset: Any, where: str) -> None:
    """Refuse chunks that would need far more memory than the array they belong to.

    Parameters
    ----------
    dataset : h5py.h5d.DatasetID
        An array that :func:`harmless_arrays` let pass.
    where : str
        The array's name, for sentences.

    Raises
    ------
    UserError
        A chunk is too large or inflates to more than it declares.
    """
    plist = dataset.get_create_plist()
    if plist.get_layout() != h5d.CHUNKED:
        return
    chunk_bytes = math.prod(plist.get_chunk()) * dataset.dtype.itemsize
    if chunk_bytes > MAX_CHUNK_BYTES:
        raise UserError(f"{where} has chunks over the {thousands(MAX_CHUNK_BYTES)} bytes accepted")
    if not any(plist.get_filter(i)[0] == h5z.FILTER_DEFLATE for i in range(plist.get_nfilters())):
        return
    for index in range(dataset.get_num_chunks()):
        chunk = dataset.get_chunk_info(index)
        if chunk.size * DEFLATE_RATIO > SAFE_INFLATED_BYTES:
            _check_inflated(dataset.read_direct_chunk(chunk.chunk_offset), chunk_bytes, where)


def attribute_bytes(owner: Any, name: str) -> int:
    """Return how much memory an attribute takes.

    Parameters
    ----------
    owner : h5py.Group or h5py.Dataset
    name : str

    Returns
    -------
    int
    """
    attribute = h5a.open(owner.id, name.encode())
    # h5py takes the size 0 of an empty attribute for a failure.
    if attribute.get_space().get_simple_extent_npoints() == 0:
        return 0
    return int(attribute.get_storage_size())


def _check_inflated(stored: tuple[int, bytes], chunk_bytes: int, where: str) -> None:
    """Inflate one chunk, but no further than one byte past its declared size."""
    skipped_filters, data = stored
    if skipped_filters:
        return
    # A checksum filter before deflate adds four bytes.
    limit = chunk_bytes + 4
    try:
        inflated = zlib.decompressobj().decompress(data, limit + 1)
    except zlib.error as fault:
        raise UserError(f"{where} cannot be read: a compressed chunk is damaged") from fault
    if len(inflated) > limit:
        raise UserError(f"{where} holds a chunk that inflates to more than it declares")


def _opened(group: Any, name: bytes, where: str) -> Any:
    """Open the object of a hard link; other links are refused before they are followed."""
    kind = group.links.get_info(name).type
    if kind != h5l.TYPE_HARD:
        word = {h5l.TYPE_SOFT: "a soft", h5l.TYPE_EXTERNAL: "an external"}.get(kind, "a custom")
        raise UserError(f"{where} is {word} link; only arrays inside the file are accepted")
    return h5o.open(group, name)


def _check_storage(dataset: Any, where: str) -> None:
    """Refuse bytes that lie outside the file and filters that are not part of HDF5 itself."""
    plist = dataset.get_create_plist()
    if plist.get_layout() == h5d.VIRTUAL:
        raise UserError(f"{where} is a virtual array; only arrays inside the file are accepted")
    if plist.get_external_count():
        raise UserError(f"{where} lies in another file; only arrays inside the file are accepted")
    filters = [plist.get_filter(i)[0] for i in range(plist.get_nfilters())]
    # A filter named twice would multiply how far a chunk can inflate.
    if not _FILTERS.issuperset(filters) or len(filters) != len(set(filters)):
        raise UserError(f"{where} needs HDF5 filters {filters}; only plain gzip is accepted")
