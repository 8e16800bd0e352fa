"""Buttons that open the views of a write-up."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from mnistgui.training.preset_views import View
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.flow_layout import FlowLayout


class ViewButtons(QWidget):
    """A button for each view, in as many rows as are needed."""

    chosen = Signal(object)  # View

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[View, ...] = ()
        self.setObjectName("experiment_views")
        self.setAccessibleName(tr("Views of the write-up"))
        self._layout = FlowLayout(self)

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """The buttons in the order of the views."""
        return tuple(self._layout.widgets())  # type: ignore[arg-type]

    def set_views(self, views: tuple[View, ...]) -> None:
        """Show a button for each of other views."""
        if views == self._views:
            return
        self._views = views
        self._layout.clear()
        for view in views:
            button = QToolButton()
            title = tr(view.title)
            button.setObjectName(f"view_{view.name}")
            button.setText(title)
            button.setToolTip(tr("A view of the write-up: {0}").format(title))
            button.setAccessibleName(button.toolTip())
            button.clicked.connect(partial(self.chosen.emit, view))
            self._layout.addWidget(button)
