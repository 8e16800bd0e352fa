"""Where the names of a legend stand, and which of them are elided or left out for want of room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from mnistgui.ui.panels.curves.legend_entries import Entry
from mnistgui.ui.strings import tr

DASH_PIXELS = 17
INDENT_PIXELS = DASH_PIXELS + 6
_GAP_PIXELS = 12
_NAME_PIXELS = 30  # that a name keeps however long its value is


class PlacedEntry(NamedTuple):
    """An entry with the text that fits, and the place of its upper left corner, in pixels."""

    entry: Entry
    text: str
    left: int
    top: int


@dataclass(frozen=True)
class LegendLayout:
    """Where the names of a legend stand."""

    placed: tuple[PlacedEntry, ...] = ()
    lines: int = 1
    left_out: int = 0  # of the entries, from the first
    short: bool = False  # each run has one value only

    @property
    def whole(self) -> bool:
        """Return whether no name is left out or elided."""
        return not self.left_out and all(one.text.startswith(one.entry.name) for one in self.placed)


def line_height(metrics: QFontMetrics) -> int:
    """Return the height of a line, in pixels."""
    return metrics.height() + 3


def lay_out(
    entries: Sequence[Entry], metrics: QFontMetrics, width: int, most_lines: int
) -> LegendLayout:
    """Place the entries in lines: the names of all runs come before both of their values."""
    layout = in_lines(entries, metrics, width)
    if layout.lines > most_lines:
        layout = in_lines(entries, metrics, width, short=True)
    runs = sum(bool(entry.values) for entry in entries)
    while layout.lines > most_lines and layout.left_out < runs - 1:
        layout = in_lines(entries, metrics, width, short=True, left_out=layout.left_out + 1)
    return layout


def in_lines(
    entries: Sequence[Entry],
    metrics: QFontMetrics,
    width: int,
    *,
    short: bool = False,
    left_out: int = 0,
) -> LegendLayout:
    """Place the entries but for some at the start, each run with one value only if short."""
    shown = list(entries[left_out:])
    texts = [_fitting(entry, metrics, width - INDENT_PIXELS, short=short) for entry in shown]
    if left_out:
        shown.append(Entry(tr("and {0} more").format(left_out)))
        texts.append(shown[-1].name)
    left, line, placed = 0, 0, []
    for entry, text in zip(shown, texts, strict=True):
        wide = INDENT_PIXELS + metrics.horizontalAdvance(text)
        if left and left + wide > width:
            left, line = 0, line + 1
        placed.append(PlacedEntry(entry, text, left, line * line_height(metrics)))
        left += wide + _GAP_PIXELS
    return LegendLayout(tuple(placed), line + 1, left_out, short)


def _fitting(entry: Entry, metrics: QFontMetrics, width: int, *, short: bool) -> str:
    """Return the text that fits; a name is elided only if it has no room beside one value."""
    if not entry.values:  # what colours mean may be long
        return metrics.elidedText(entry.name, Qt.TextElideMode.ElideRight, width)
    if not short and metrics.horizontalAdvance(entry.text) <= width:
        return entry.text
    value = entry.values[-1]
    room = max(width - metrics.horizontalAdvance(f" {value}"), _NAME_PIXELS)
    return f"{metrics.elidedText(entry.name, Qt.TextElideMode.ElideMiddle, room)} {value}"
