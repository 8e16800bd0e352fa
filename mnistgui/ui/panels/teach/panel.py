"""The Teach panel: label drawings, look through the taught digits, and fine-tune the network."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mnistgui.data.dataset import CLASSES
from mnistgui.data.writers.idx import pair_of
from mnistgui.errors import UserError
from mnistgui.files.my_digits import Drawings, export_drawings
from mnistgui.ink.jsonl import Drawing
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.teach.collection import Collection
from mnistgui.ui.panels.teach.learning import Learning
from mnistgui.ui.panels.teach.tiles import TaughtTiles
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.file_dialogs import refuse_to_replace
from mnistgui.ui.widgets.theme import Theme
from mnistgui.ui.widgets.two_parts import TwoParts

_WIDTH_PIXELS = 17  # so that both parts stand beside each other in a small window
_NARROW = "padding: 4px 0px; min-height: {0}px"  # the theme's leave no room for two lines


class NamingButtons(QWidget):
    """Labels the drawing by click or, while the canvas has the focus, by key."""

    named = Signal(int)

    def __init__(self, drawing: CurrentDrawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("naming")
        self._buttons = [QToolButton() for _ in range(CLASSES)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for digit, button in enumerate(self._buttons):
            button.setObjectName(f"it_was_{digit}")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(_WIDTH_PIXELS)
            button.setStyleSheet(_NARROW.format(2 * button.fontMetrics().height()))
            name = partial(self.named.emit, digit)
            button.clicked.connect(name)
            drawing.add_key(str(digit), name)
            layout.addWidget(button)
        self.set_counts([0] * CLASSES)

    def set_counts(self, counts: Sequence[int]) -> None:
        """Show how many digits of each class were taught."""
        for digit, (button, count) in enumerate(zip(self._buttons, counts, strict=True)):
            button.setText(f"{digit}\n{count or '–'}")
            spoken = tr("It was a {0}; {1} taught").format(digit, count)
            button.setAccessibleName(spoken)
            button.setToolTip(spoken)


_KINDS = {
    ".jsonl": "Strokes",
    ".jsonl.gz": "Strokes, packed",
    "-ubyte": "Pair of IDX files",
}


class TeachPanel(Panel):
    """Teaches the network a person's handwriting."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session, drawing = context.session, context.drawing
        self._drawing = drawing
        self._dialogs = context.dialogs
        self._history = context.history
        self.collection = Collection(context.my_digits, self)
        self.naming = NamingButtons(drawing)
        self.tiles = TaughtTiles()
        self.learning = Learning(session, context.history)
        self._files = JobRunner(self)
        self._lay_out()
        self.naming.named.connect(self._name)
        self.tiles.removed.connect(self._remove)
        self.learning.asked.connect(self._learn)
        self.tiles.export.clicked.connect(self._ask_where)
        self.collection.changed.connect(self._show)
        for troubled in (self.collection, self._files):
            troubled.failed.connect(self.learning.words.setText)
        drawing.changed.connect(self._watch_drawing)
        self._show()
        self._watch_drawing()
        self.collection.load()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.tiles.set_theme(theme)
        self.learning.set_theme(theme)

    def shut_down(self) -> None:
        """Write what is waiting, and wait until every thread has ended."""
        self.learning.shut_down()
        self._files.shut_down()
        self.collection.shut_down()

    def write(self, path: Path) -> None:
        """Export the digits in another thread, in the format that the file's suffix names."""
        work = partial(_export, self.collection.drawings, path)
        self._files.start(tr("Exporting your digits"), work, self._exported, lasting=True)

    @Slot(int)
    def _name(self, digit: int) -> None:
        strokes = self._drawing.strokes
        if not strokes.empty:
            drawing = Drawing(strokes, digit)
            self.collection.add(drawing)
            take_back, again = (
                partial(self.collection.remove, drawing),
                partial(self.collection.add, drawing),
            )
            self._history.push(tr("Teach a {0}").format(digit), take_back, again)
            self._drawing.clear()

    @Slot(object)
    def _remove(self, drawing: Drawing) -> None:
        self.collection.remove(drawing)
        take_back, again = (
            partial(self.collection.add, drawing),
            partial(self.collection.remove, drawing),
        )
        self._history.push(tr("Remove a taught {0}").format(drawing.label), take_back, again)

    @Slot()
    def _learn(self) -> None:
        self.learning.learn(self.collection.drawings)

    @Slot()
    def _show(self) -> None:
        drawings = self.collection.drawings
        labels = [drawing.label for drawing in drawings]
        self.naming.set_counts([labels.count(digit) for digit in range(CLASSES)])
        self.tiles.set_drawings(drawings)

    @Slot()
    def _watch_drawing(self) -> None:
        self.naming.setEnabled(not self._drawing.strokes.empty)

    @Slot()
    def _ask_where(self) -> None:
        kinds = {suffix: tr(text) for suffix, text in _KINDS.items()}
        try:
            path = self._dialogs.save(tr("Export your digits"), "my-digits.jsonl", kinds)
            if path and path.name.endswith("-ubyte") and not path.exists():
                refuse_to_replace(*pair_of(path))
        except UserError as error:
            self.learning.words.setText(str(error))
            return
        if path:
            self.write(path)

    def _exported(self, files: str) -> None:
        self.learning.words.setText(tr("Exported: {0}").format(files))

    def _lay_out(self) -> None:
        hint = label(tr("It was a"), "muted")
        hint.setToolTip(tr("With the canvas in focus the keys 0 to 9 do the same"))
        named = QHBoxLayout()
        named.addWidget(hint)
        named.addWidget(self.naming, 1)
        digits = QWidget()
        left = QVBoxLayout(digits)
        left.setContentsMargins(0, 0, 0, 0)
        left.addLayout(named)
        left.addWidget(self.tiles, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(TwoParts(digits, self.learning, (3, 2)))


def _export(drawings: Drawings, path: Path, _report: Report) -> str:
    """Any thread: Export the taught digits, and return the names of the files."""
    return ", ".join(written.name for written in export_drawings(drawings, path))
