"""The digits that a person has taught, kept as labelled strokes in one file.

Several windows may be open. Whoever adds or removes a digit holds a lock, reads what is there and
puts a whole new file in its place, so no digit is lost and none is half written.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from mnistgui.errors import UserError
from mnistgui.files.my_digits_file import load_drawings, save_drawings
from mnistgui.ink.jsonl import Drawing, write_drawings
from mnistgui.training.default_model import as_read

_SECONDS_TO_WAIT = 10.0

Drawings = tuple[Drawing, ...]


def my_digits_path() -> Path:
    """Return the path of this person's digits.

    Returns
    -------
    pathlib.Path
        It need not exist yet.
    """
    return user_data_path("mnistgui", appauthor=False) / "my-digits.h5"


@dataclass(frozen=True, eq=False)
class DigitEdit:
    """A digit that is to be added, or removed wherever it is in the file by then.

    Parameters
    ----------
    drawing : Drawing
        With a label and at least one stroke.
    remove : bool
    """

    drawing: Drawing
    remove: bool = False


class MyDigits:
    """The taught digits in one file.

    Parameters
    ----------
    path : pathlib.Path
        It need not exist yet, nor its folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> Drawings:
        """Return every digit, the oldest first.

        Returns
        -------
        tuple of Drawing
            Empty where there is no file.

        Raises
        ------
        UserError
            The file is damaged or cannot be read.
        """
        return tuple(load_drawings(self.path)) if self.path.exists() else ()

    def edit(self, edits: Sequence[DigitEdit]) -> Drawings:
        """Add and remove digits in the file, one after the other.

        Parameters
        ----------
        edits : sequence of DigitEdit

        Returns
        -------
        tuple of Drawing
            Every digit there is now.

        Raises
        ------
        UserError
            The file is damaged, or cannot be written; it is as it was.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - the window opens without a lock

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock", timeout=_SECONDS_TO_WAIT, thread_local=False):
                drawings = edited(self.all(), edits)
                save_drawings(self.path, drawings)
        except Timeout as fault:
            raise UserError(f"{self.path} is being changed by another window; try again") from fault
        except OSError as fault:
            raise UserError(f"cannot write {self.path}: {fault.strerror or fault}") from fault
        return drawings


def edited(drawings: Drawings, edits: Sequence[DigitEdit]) -> Drawings:
    """Add and remove digits in a list.

    Parameters
    ----------
    drawings : tuple of Drawing
    edits : sequence of DigitEdit
        What is to be removed and is not there any more is no matter.

    Returns
    -------
    tuple of Drawing
    """
    left = list(drawings)
    for edit in edits:
        if not edit.remove:
            left.append(edit.drawing)
            continue
        which = identity(edit.drawing)
        place = next((i for i, d in enumerate(left) if identity(d) == which), None)
        if place is not None:
            del left[place]
    return tuple(left)


def identity(drawing: Drawing) -> Hashable:
    """Return a key that is equal for drawings with the same strokes and the same label.

    Parameters
    ----------
    drawing : Drawing

    Returns
    -------
    hashable
    """
    lines = tuple(line.tobytes() for line in drawing.strokes.lines)
    return drawing.label, drawing.strokes.pen_width, lines


def export_drawings(drawings: Sequence[Drawing], path: Path) -> list[Path]:
    """Export taught digits for other programs.

    Parameters
    ----------
    drawings : sequence of Drawing
        Each with a label.
    path : pathlib.Path
        ``.jsonl`` or ``.jsonl.gz`` keeps the strokes, a line each. ``-ubyte`` writes a pair of IDX
        files, images as a network reads them and labels, whose names end in
        ``-images-idx3-ubyte`` and ``-labels-idx1-ubyte``.

    Returns
    -------
    list of pathlib.Path
        What was written.

    Raises
    ------
    UserError
        There is nothing to write, the name ends otherwise, or the files cannot be written.
    """
    if not drawings:
        raise UserError("there are no taught digits to export yet")
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        write_drawings(path, drawings)
        return [path]
    if path.name.endswith("-ubyte"):
        # Six modules that few visits need; the window's start would wait for them.
        from mnistgui.data.writers.idx import write_pair  # noqa: PLC0415 - see above

        return write_pair(as_read(drawings), path)
    raise UserError(f"{path.name}: a name that ends in .jsonl, .jsonl.gz or -ubyte is accepted")
