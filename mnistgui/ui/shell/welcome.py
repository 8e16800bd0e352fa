"""The welcome of the first start: four ways to begin."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label

# Name, title, a line about it, and what does it.
Way = tuple[str, str, str, Callable[[], object]]


class Welcome(QDialog):
    """Offers ways to begin; it blocks nothing, and Escape closes it."""

    def __init__(self, ways: Sequence[Way], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setWindowTitle(tr("Welcome to mnistgui"))
        self.setModal(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(label(tr("Watch a digit classifier learn"), "heading", "welcome_title"))
        for name, title, line, act in ways:
            layout.addSpacing(6)
            layout.addWidget(self._button(name, title, act))
            layout.addWidget(label(line, "muted", f"{name}_line"))
        layout.addSpacing(6)
        layout.addWidget(label(tr("Help > Welcome opens this again."), "muted", "welcome_again"))

    def present(self) -> None:
        """Open, in front of the window."""
        self.show()
        self.raise_()
        self.activateWindow()

    def _button(self, name: str, title: str, act: Callable[[], object]) -> QPushButton:
        def begin() -> None:
            self.accept()
            act()

        button = QPushButton(title)
        button.setObjectName(name)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(begin)
        return button
