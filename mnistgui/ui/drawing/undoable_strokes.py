"""The finished strokes of a drawing, with every earlier state for undo and redo."""

from enum import Enum

import numpy as np

from mnistgui.ink.strokes import Line

Lines = tuple[Line, ...]


class Edit(Enum):
    """The last change of the drawing."""

    STROKE = "stroke"
    ERASURE = "erasure"
    CLEARING = "clearing"
    REPLACEMENT = "replacement"


class UndoableStrokes:
    """Holds the finished strokes, and undoes and redoes their changes.

    Coordinates are fractions of the sheet's side, so a drawing does not depend on how large the
    canvas is shown.
    """

    def __init__(self) -> None:
        self._past: list[Lines] = []
        self._lines: Lines = ()
        self._future: list[Lines] = []
        self.edits = 0  # how many there were, undone or not; undo and redo are none
        self.last_edit = Edit.STROKE

    @property
    def lines(self) -> Lines:
        """The strokes, each of shape (n_points, 2), float64; never changed in place."""
        return self._lines

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier state."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a state that was undone."""
        return bool(self._future)

    def begin_with(self, lines: Lines) -> None:
        """Begin with some strokes, before there is anything to undo."""
        self._lines = lines

    def add(self, line: Line) -> None:
        """Add a stroke of at least one point."""
        self._become((*self._lines, line), Edit.STROKE)

    def erase_at(self, x: float, y: float, radius: float) -> bool:
        """Remove every stroke that passes within ``radius`` of a point.

        Returns
        -------
        bool
            Whether there was one.
        """
        kept = tuple(line for line in self._lines if _distance(line, x, y) > radius)
        if len(kept) == len(self._lines):
            return False
        self._become(kept, Edit.ERASURE)
        return True

    def clear(self) -> None:
        """Remove all strokes; this can be undone."""
        if self._lines:
            self._become((), Edit.CLEARING)

    def replace(self, lines: Lines) -> None:
        """Replace all strokes by others; this can be undone."""
        self._become(lines, Edit.REPLACEMENT)

    def undo(self) -> None:
        """Return to the state before the last change."""
        if self._past:
            self._future.append(self._lines)
            self._lines = self._past.pop()

    def redo(self) -> None:
        """Return to the state that was undone last."""
        if self._future:
            self._past.append(self._lines)
            self._lines = self._future.pop()

    def _become(self, lines: Lines, edit: Edit) -> None:
        self.edits += 1
        self.last_edit = edit
        self._past.append(self._lines)
        self._lines = lines
        self._future.clear()


def _distance(line: Line, x: float, y: float) -> float:
    """Return the distance from a point to a polyline."""
    point = np.array([x, y])
    if len(line) == 1:
        return float(np.hypot(*(line[0] - point)))
    start, step = line[:-1], np.diff(line, axis=0)
    squared = np.maximum((step**2).sum(axis=1), np.finfo(np.float64).tiny)
    along = np.clip(((point - start) * step).sum(axis=1) / squared, 0.0, 1.0)
    return float(np.hypot(*(start + along[:, None] * step - point).T).min())
