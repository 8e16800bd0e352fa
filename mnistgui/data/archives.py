"""Unpacks zip and tar archives of strangers into a temporary folder: safe names, bounded sizes."""

import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from mnistgui.data.readers.archive import ZIP_FAULTS, names_in, open_archive, open_entry
from mnistgui.data.readers.ignored import is_ignored
from mnistgui.data.readers.stream import ByteStream, open_stream
from mnistgui.errors import UserError
from mnistgui.reporting import OnProgress

MAX_MEMBERS = 150_000
MAX_BYTES = 700 << 20
_PIECE_BYTES = 1 << 18
_MAX_DEPTH = 8
_MAX_NOTE_BYTES = 1 << 16
# What tarfile and zipfile are seen to raise on damaged archives.
_FAULTS = (tarfile.TarError, *ZIP_FAULTS)


Opener = Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Member:
    """A file in an archive.

    Parameters
    ----------
    path : PurePosixPath
        Without ``..``; never absolute.
    size : int
        As the archive declares it, in bytes.
    """

    path: PurePosixPath
    size: int


@dataclass(frozen=True)
class Packing:
    """One kind of archive: a row of :data:`PACKINGS`.

    Parameters
    ----------
    title : str
        What sentences call it.
    patterns : tuple of str
        What a dialog lists.
    looks_like : callable
        Whether a file, given its inflated beginning and its path, is one.
    members : callable
        Yields each file with what opens it; what is opened must be read before the next one.
    """

    title: str
    patterns: tuple[str, ...]
    looks_like: Callable[[bytes, Path], bool]
    members: Callable[[Path], Iterator[tuple[Member, Opener]]]


def _safe(name: str) -> PurePosixPath | None:
    """The path of a member; None where it must not or need not be unpacked."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    if not parts or path.is_absolute() or ".." in parts or len(parts) > _MAX_DEPTH or "\0" in name:
        return None
    if ":" in parts[0] or any(is_ignored(part) for part in parts):
        return None
    return path


def _zip_members(path: Path) -> Iterator[tuple[Member, Opener]]:
    with open_archive(path) as archive:
        for entry in archive.infolist():
            safe = None if entry.is_dir() else _safe(entry.filename)
            if safe is not None:
                yield Member(safe, entry.file_size), _zip_opener(archive, entry, path)


def _zip_opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> Opener:
    return lambda: open_entry(archive, entry, f"{path}: {entry.filename}")


def _tar_members(path: Path) -> Iterator[tuple[Member, Opener]]:
    try:
        with (
            open_stream(path) as stream,
            tarfile.open(fileobj=_Bounded(stream), mode="r|", tarinfo=_CheckedInfo) as archive,  # type: ignore[call-overload]
        ):
            for entry in archive:
                safe = _safe(entry.name) if entry.isreg() else None
                if safe is not None:
                    yield Member(safe, entry.size), _tar_opener(archive, entry)
    except _FAULTS as fault:
        raise UserError(f"{path} cannot be read: no tar archive, cut off or damaged") from fault


def _tar_opener(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Opener:
    def opened() -> IO[bytes]:
        source = archive.extractfile(entry)
        if source is None:
            raise tarfile.ReadError(entry.name)
        return source

    return opened


class _CheckedInfo(tarfile.TarInfo):
    """A header whose long names and notes are short enough to be held in memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_CheckedInfo":
        """Read a header of 512 bytes, as tarfile asks for it."""
        info = super().frombuf(buf, encoding, errors)
        if not info.isreg() and info.size > _MAX_NOTE_BYTES:
            raise tarfile.ReadError("a header is too long")
        return info


class _Bounded:
    """The content of an archive, which ends where no honest one is so large."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._left = MAX_BYTES

    def read(self, size: int) -> bytes:
        """Read at most so many bytes."""
        data = self._stream.up_to(size)
        self._left -= len(data)
        if self._left < 0:
            raise tarfile.ReadError("it unpacks to too much")
        return data


def _is_tar(begin: bytes, _path: Path) -> bool:
    return begin[257:262] == b"ustar"


def _is_zip(begin: bytes, path: Path) -> bool:
    """Return whether a zip file holds files of any kind, not the arrays of one ``.npz``."""
    if not begin.startswith(b"PK\x03\x04"):
        return False
    files = (name for name in names_in(path) if not name.endswith("/"))
    return any("/" in name or not name.endswith(".npy") for name in files)


ZIP = Packing("zip", ("*.zip",), _is_zip, _zip_members)
TAR = Packing("tar archives", ("*.tar", "*.tar.gz", "*.tgz"), _is_tar, _tar_members)
PACKINGS = (ZIP, TAR)


def packing_of(begin: bytes, path: Path) -> Packing | None:
    """Recognise an archive by its content.

    Parameters
    ----------
    begin : bytes
        Its first 512 bytes, inflated.
    path : pathlib.Path
        The file.

    Returns
    -------
    Packing or None

    Raises
    ------
    UserError
        It is a damaged archive.
    """
    return next((row for row in PACKINGS if row.looks_like(begin, path)), None)


def members_of(packing: Packing, path: Path) -> list[Member]:
    """List the files of an archive that may hold digits.

    Parameters
    ----------
    packing : Packing
    path : pathlib.Path

    Returns
    -------
    list of Member

    Raises
    ------
    UserError
        It is damaged, or holds too many files.
    """
    found: list[Member] = []
    for member, _opened in packing.members(path):
        found.append(member)
        if len(found) > MAX_MEMBERS:
            raise UserError(
                f"{path} holds more than {MAX_MEMBERS:,} files, too many to look through"
            )
    return found


@contextmanager
def unpacked(
    packing: Packing, path: Path, wanted: Sequence[Member], progress: OnProgress
) -> Iterator[Path]:
    """Unpack some files of an archive into a folder that is deleted afterwards.

    Parameters
    ----------
    packing : Packing
    path : pathlib.Path
        The archive.
    wanted : sequence of Member
        Of :func:`members_of`.
    progress : callable
        Told how many bytes of how many are unpacked.

    Yields
    ------
    pathlib.Path
        The folder.

    Raises
    ------
    UserError
        They are larger than is accepted or than the archive declares, or it is damaged.
    """
    total = sum(member.size for member in wanted)
    if total > MAX_BYTES:
        raise UserError(
            f"{path} unpacks to {total:,} bytes, and at most {MAX_BYTES:,} are unpacked here; "
            "unpack it and open the folder"
        )
    with tempfile.TemporaryDirectory(prefix="mnistgui-") as temporary:
        folder = Path(temporary).resolve()
        left = {member.path: member.size for member in wanted}
        done = 0
        for member, opened in packing.members(path):
            if left.pop(member.path, None) != member.size:
                continue
            progress(done, total)
            target = folder / member.path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                for data in _content(opened, member, path):
                    file.write(data)
            done += member.size
        yield folder


def _content(opened: Opener, member: Member, path: Path) -> Iterator[bytes]:
    """Yield what a member declares to hold, and no byte more."""
    left = member.size
    try:
        with opened() as source:
            while left > 0 and (data := source.read(min(left, _PIECE_BYTES))):
                yield data
                left -= len(data)
            too_long = bool(source.read(1))
    except _FAULTS as fault:
        raise UserError(f"{path} is damaged: {member.path} cannot be unpacked") from fault
    if left or too_long:
        raise UserError(f"{path} is damaged: {member.path} is not as long as it declares")
