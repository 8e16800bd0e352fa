"""Writes a folder so that it is there whole or not at all."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mnistgui.errors import UserError


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
        # Not called like the parts of files, which are tidied away by other rules.
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
