"""Writes a file or a folder so that it is there whole or not at all.

A new file is written beside the old one, flushed to the disk, reopened and checked, and only then
put in its place in one step. At no instant is the older file gone, whatever happens.
"""

import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mnistgui.errors import UserError

# A run killed while writing leaves its part behind; one this old belongs to nobody any more.
ABANDONED_AFTER_SECONDS = 3600
_PART = ".mnistgui-{}.part"


def write_bytes(path: Path, data: bytes | memoryview) -> None:
    """Write a whole file or leave the older one.

    Parameters
    ----------
    path : pathlib.Path
        The file to write or replace.
    data : bytes
        Its whole content.

    Raises
    ------
    UserError
        See :func:`replacing`; also when what was written reads back differently.
    """

    def check(new: Path) -> None:
        if new.read_bytes() != data:
            raise UserError(f"cannot write {path}: the disk gave back other bytes than written")

    with replacing(path, check) as new:
        new.write_bytes(data)


@contextmanager
def replacing(path: Path, check: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """Give a new file to write, and put it in place of `path` when the block ends well.

    The new file lies in the same directory; it is flushed to disk before it takes the place of
    the old one, and removed when the block fails.

    Parameters
    ----------
    path : Path
        The file to write or replace; a symbolic link stays and its target is replaced.
    check : callable, optional
        Called with the flushed new file; whatever it raises leaves the older file in place.

    Yields
    ------
    Path
        An empty file to write to.

    Raises
    ------
    UserError
        The directory is missing, may not be written, the disk is full, or `path` is no file.
    """
    try:
        target = Path(os.path.realpath(path))
        _refuse_other_than_files(target)
        _remove_abandoned_parts(target.parent)
        new = target.with_name(_PART.format(secrets.token_hex(6)))
        try:
            new.touch(exist_ok=False)
            yield new
            _flush(new)
            if check is not None:
                check(new)
            if target.exists():
                shutil.copymode(target, new)
            new.replace(target)
            _flush_folder(target.parent)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error


@contextmanager
def replacing_folder(path: Path, check: Callable[[Path], None]) -> Iterator[Path]:
    """Give a new folder to fill, and put it in place of `path` when the block ends well.

    Parameters
    ----------
    path : pathlib.Path
        The folder to write or replace.
    check : callable
        Called with the filled folder; whatever it raises leaves the older one in place.

    Yields
    ------
    pathlib.Path
        An empty folder beside `path`.

    Raises
    ------
    UserError
        The system refuses; or `path` holds other things than what is written, which would be
        lost.
    """
    try:
        target = path.resolve()
        # Named otherwise than the parts of files, which the next writer may delete.
        new = target.with_name(f".mnistgui-{secrets.token_hex(6)}.folder")
        new.mkdir()
        try:
            yield new
            check(new)
            _swap(new, target)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as fault:
        raise UserError(f"cannot write {path}: {fault.strerror or fault}") from fault


def _refuse_other_than_files(target: Path) -> None:
    """Replacing a device such as /dev/null would break the machine for everyone."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder; the name of a file is accepted")
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is no ordinary file; the name of a file is accepted")


def _remove_abandoned_parts(folder: Path) -> None:
    """Tidy what writers that were killed have left."""
    for part in folder.glob(_PART.format("*")):
        # Another writer may put its part in its place at any moment.
        with suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > ABANDONED_AFTER_SECONDS:
                part.unlink()


def _flush(file: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _flush_folder(folder: Path) -> None:
    """Wait until the folder's new entry is on the disk; Windows offers no such call."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(new: Path, target: Path) -> None:
    """Put the new folder in place; the old one is only removed after that."""
    if not target.exists():
        new.rename(target)
        return
    names = {entry.name for entry in new.iterdir()}
    others = sorted(entry.name for entry in target.iterdir() if entry.name not in names)
    if others:
        raise UserError(
            f"{target} also holds {others[0]}, which would be lost; a new or empty folder is "
            "accepted"
        )
    old = target.with_name(f"{new.name}.old")
    target.rename(old)
    new.rename(target)
    shutil.rmtree(old)
