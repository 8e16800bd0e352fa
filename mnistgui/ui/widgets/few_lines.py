"""A label of a fixed number of lines: words that have no room end in dots."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from mnistgui.ui.widgets.basic import make_selectable


class FewLines(QLabel):
    """Never changes its height, whatever it says, so that nothing around it moves.

    Parameters
    ----------
    name : str
        Object name.
    lines : int
        Number of lines there is always room for.
    role : str
        As the style sheet knows it, such as ``"muted"``.
    """

    def __init__(self, name: str, lines: int, role: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", role)
        self._lines = lines
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)  # file names are no markup
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def whole(self) -> str:
        """All that is said, whether there is room for it or not."""
        return self._whole

    @property
    def is_cut(self) -> bool:
        """Whether some words have no room."""
        return self.text() != self._whole

    def say(self, text: str) -> None:
        """Show other words."""
        self._whole = text
        self.setAccessibleName(text)
        make_selectable(self, selectable=bool(text))  # else it would take the focus for nothing
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for the lines."""
        return QSize(200, self._lines * self.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(60, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """No: the height is the same for every width."""
        return False

    def heightForWidth(self, _width: int) -> int:
        """Not asked for by layouts that heed the method above; others get the one height."""
        return self.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for more words, or for fewer."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The same words need more room, or less."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        shown = self._cut()
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)

    def _cut(self) -> str:
        """The words there is room for; the last line ends in dots where that is not all."""
        layout = QTextLayout(self._whole.replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        starts = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(self.width(), 1))
            starts.append(line.textStart())
        layout.endLayout()
        if len(starts) <= self._lines:
            return self._whole
        last = starts[self._lines - 1]
        rest = self._whole[last:].replace("\n", " ")
        right = Qt.TextElideMode.ElideRight
        return self._whole[:last] + self.fontMetrics().elidedText(rest, right, self.width())
