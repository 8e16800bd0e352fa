"""Writing a file so that it is there whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mnistgui.errors import UserError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a new file to write, and put it in place of `path` when the block ends well.

    The new file lies in the same directory; it is flushed to disk before it takes the place of
    the old one, and removed when the block fails.

    Parameters
    ----------
    path : Path
        The file to write or replace.

    Yields
    ------
    Path
        An empty file to write to.

    Raises
    ------
    UserError
        The directory is missing, may not be written, or the disk is full.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        new.touch(exist_ok=False)
        yield new
        with new.open("rb+") as written:
            os.fsync(written.fileno())
        new.replace(path)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        new.unlink(missing_ok=True)
