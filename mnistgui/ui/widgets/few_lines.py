"""A label with a fixed number of lines, which elides text that has no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy

from mnistgui.ui.widgets.basic import make_selectable
from mnistgui.ui.widgets.fitting_label import FittingLabel
from mnistgui.ui.widgets.type_sizes import size_by_role


class FewLines(FittingLabel):
    """Shows text of any length in the same height, so that nothing around it moves.

    Parameters
    ----------
    name : str
        Object name.
    lines : int
        Number of lines.
    role : str
        The ``role`` property that the style sheet refers to, such as ``"muted"``.
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
        size_by_role(self, role)

    def show_text(self, text: str) -> None:
        """Show another text."""
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        make_selectable(self, selectable=bool(text))  # else it would take the focus for nothing
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the height of the lines, and a usual width."""
        return QSize(200, self._lines * self.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the height of the lines, and a small width."""
        return QSize(60, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Return False: the height is the same for every width."""
        return False

    def heightForWidth(self, _width: int) -> int:
        """Return the one height, for layouts that do not call the method above."""
        return self.sizeHint().height()

    def _fit(self) -> None:
        shown = self._elided()
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)

    def _elided(self) -> str:
        """Return the text that has room; its last line ends in dots if a part is left out."""
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
