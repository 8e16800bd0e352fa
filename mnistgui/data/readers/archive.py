"""Opens untrusted zip files without inflating bombs or reading directories of a million entries."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, BinaryIO

from mnistgui.data.readers.paths import require_file
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError

_MAX_PIECE_BYTES = 16 << 20  # a directory of 70,000 pictures takes 6 MB
_ENCRYPTED = 1
# What zipfile is seen to raise on damaged archives.
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
    OverflowError,
)


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip file; whatever is wrong with it is raised as one sentence.

    Parameters
    ----------
    path : pathlib.Path
        Any path.

    Yields
    ------
    zipfile.ZipFile
        Read its members with :func:`open_member` only, which never inflates further than asked.

    Raises
    ------
    UserError
        It is no zip file, or damaged (also when that shows while the block reads a member).
    """
    require_file(path)
    with (
        path.open("rb") as file,
        _zip_faults_as_user_errors(path),
        zipfile.ZipFile(_Bounded(file)) as archive,
    ):
        yield archive


def names_in(path: Path) -> tuple[str, ...]:
    """List the members of a zip file, in whose directory several readers look in turn.

    Parameters
    ----------
    path : pathlib.Path
        Any path.

    Returns
    -------
    tuple of str
        Names as the file has them, folders among them.

    Raises
    ------
    UserError
        As of :func:`open_archive`.
    """
    require_file(path)
    facts = path.stat()
    return _names_of(path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=1)  # parsing a directory of 60,000 entries takes a third of a second
def _names_of(path: Path, _changed_ns: int, _size_bytes: int) -> tuple[str, ...]:
    with open_archive(path) as archive:
        return tuple(archive.namelist())


@contextmanager
def open_member(
    archive: zipfile.ZipFile, name: str, path: Path, accepted: str
) -> Iterator[ByteStream]:
    """Open one file of an archive for reading in bounded steps.

    Parameters
    ----------
    archive : zipfile.ZipFile
        From :func:`open_archive`.
    name : str
        The member's name, such as ``"W1.npy"``.
    path : pathlib.Path
        The archive, for sentences.
    accepted : str
        What the archive should hold, for the sentence when the member is missing.

    Yields
    ------
    ByteStream

    Raises
    ------
    UserError
        It is missing or packed in a dangerous way.
    """
    shown = name.removesuffix(".npy")
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise UserError(f"{path} has no array {shown}; {accepted} are accepted") from None
    with open_entry(archive, entry, f"{path}: {shown}") as member:
        yield ByteStream(member, f"{path}: {shown}")


def open_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str) -> IO[bytes]:
    """Open one file of an archive, once it is packed in a harmless way.

    Parameters
    ----------
    archive : zipfile.ZipFile
        From :func:`open_archive`.
    entry : zipfile.ZipInfo
        Of the file.
    where : str
        The file's name, for the sentence.

    Returns
    -------
    file object
        Its content is inflated as it is read.

    Raises
    ------
    UserError
        It is packed in a dangerous way.
    """
    # Other methods can be told to use gigabytes while inflating.
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if entry.compress_type not in methods or entry.flag_bits & _ENCRYPTED:
        raise UserError(f"{where} is packed in a way that is not accepted; deflate is")
    return archive.open(entry)


class _Bounded:
    """A file that refuses huge reads, such as that of a directory of a million entries.

    Parameters
    ----------
    file : file object
        Open for reading.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(
            _MAX_PIECE_BYTES + 1 if size < 0 else min(size, _MAX_PIECE_BYTES + 1)
        )
        if len(data) > _MAX_PIECE_BYTES:
            raise zipfile.BadZipFile("its directory is too long")
        return data


@contextmanager
def _zip_faults_as_user_errors(path: Path) -> Iterator[None]:
    """Raise what zipfile raises on a bad file as a UserError."""
    try:
        yield
    except ZIP_FAULTS as fault:
        raise UserError(f"{path} cannot be read: no zip file, cut off or damaged") from fault
