"""Lays the drawings of a stroke file on the canvas, one after the other."""

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject

from mnistgui.ink.jsonl import Drawing
from mnistgui.notation import thousands
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.drawing.undoable_strokes import Lines
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner

_MARGIN_SHARE = 0.12  # of the sheet, on each side


class StrokeActions(QObject):
    """Shows recorded drawings as if they were being drawn here."""

    def __init__(self, drawing: CurrentDrawing, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._banner = banner

    def show(self, drawings: list[Drawing], path: Path) -> None:
        """Lay the first drawing of a file on the canvas, and offer the next.

        Parameters
        ----------
        drawings : list of Drawing
            At least one.
        path : Path
            Where they were read.
        """
        self._show(drawings, 0, path.name)

    def _show(self, drawings: list[Drawing], place: int, name: str) -> None:
        drawing = drawings[place]
        self._drawing.set_lines(on_sheet(drawing.strokes.lines))
        words = tr("{0}: drawing {1} of {2}").format(name, place + 1, thousands(len(drawings)))
        if drawing.label is not None:
            words += tr(", a {0}").format(drawing.label)
        following = (place + 1) % len(drawings)
        self._banner.show_notice(
            words, (tr("Next"), partial(self._show, drawings, following, name))
        )


def on_sheet(lines: Lines) -> Lines:
    """Move and scale a drawing to the middle of the canvas; its proportions stay.

    Parameters
    ----------
    lines : tuple of ndarray of shape (n_points, 2), float64
        In any unit.

    Returns
    -------
    tuple of ndarray of shape (n_points, 2), float64
        In fractions of the sheet's side.
    """
    if not lines:
        return lines
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = max(float((high - low).max()), np.finfo(np.float64).tiny)
    scale = (1 - 2 * _MARGIN_SHARE) / extent
    middle = (low + high) / 2
    return tuple((line - middle) * scale + 0.5 for line in lines)
