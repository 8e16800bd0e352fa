"""A person's own digits: what they drew and said it was, kept as strokes in one file.

Several windows may be open. Whoever adds or removes a digit holds a lock, reads what is there and
puts a whole new file in its place, so no digit is lost and none is half written.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from platformdirs import user_data_path

from mnistgui.data.writers.idx import write_pair
from mnistgui.errors import UserError
from mnistgui.files.my_digits_file import load_drawings, save_drawings
from mnistgui.ink.jsonl import Drawing, write_drawings
from mnistgui.training.default_model import as_read

_SECONDS_TO_WAIT = 10.0

Drawings = tuple[Drawing, ...]


def my_digits_path() -> Path:
    """Where this person's digits belong.

    Returns
    -------
    pathlib.Path
        It need not exist yet.
    """
    return user_data_path("mnistgui", appauthor=False) / "my-digits.h5"


class MyDigits:
    """The digits in one file.

    Parameters
    ----------
    path : pathlib.Path
        It need not exist yet, nor its folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> Drawings:
        """Every digit, the oldest first.

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

    def add(self, drawing: Drawing) -> Drawings:
        """Add one digit.

        Parameters
        ----------
        drawing : Drawing
            With a label and at least one stroke.

        Returns
        -------
        tuple of Drawing
            Every digit there is now.

        Raises
        ------
        UserError
            The file is damaged, or cannot be written; it is as it was.
        """
        return self._changed(lambda drawings: (*drawings, drawing))

    def remove(self, drawing: Drawing) -> Drawings:
        """Remove one digit, wherever it stands by now; nothing where it is gone already.

        Parameters
        ----------
        drawing : Drawing
            Equal to the one meant in its label and its strokes.

        Returns
        -------
        tuple of Drawing
            Every digit there is now.

        Raises
        ------
        UserError
            As :meth:`add`.
        """

        def without(drawings: Drawings) -> Drawings:
            places = [i for i, other in enumerate(drawings) if same_drawing(drawing, other)]
            return tuple(d for i, d in enumerate(drawings) if i not in places[:1])

        return self._changed(without)

    def _changed(self, change: Callable[[Drawings], Drawings]) -> Drawings:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock", timeout=_SECONDS_TO_WAIT, thread_local=False):
                drawings = change(self.all())
                save_drawings(self.path, drawings)
        except Timeout as fault:
            raise UserError(f"{self.path} is being changed by another window; try again") from fault
        except OSError as fault:
            raise UserError(f"cannot write {self.path}: {fault.strerror or fault}") from fault
        return drawings


def same_drawing(one: Drawing, other: Drawing) -> bool:
    """Whether two drawings show the same strokes under the same label.

    Parameters
    ----------
    one, other : Drawing

    Returns
    -------
    bool
    """
    a, b = one.strokes.lines, other.strokes.lines
    return (
        one.label == other.label
        and len(a) == len(b)
        and all(map(np.array_equal, a, b))
        and one.strokes.pen_width == other.strokes.pen_width
    )


def export_drawings(drawings: Sequence[Drawing], path: Path) -> list[Path]:
    """Write taught digits for other programs.

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
        return write_pair(as_read(drawings), path)
    raise UserError(f"{path.name}: a name that ends in .jsonl, .jsonl.gz or -ubyte is accepted")
