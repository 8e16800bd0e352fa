"""Which stages from pen to pixels are carried out; each can be left out to see what it is worth."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from mnistgui.ink.normalize import Stages
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.strings import tr


class StagesButton(QToolButton):
    """The caption of the preview, with a menu of the stages.

    Parameters
    ----------
    drawing : CurrentDrawing
        Whose stages are chosen.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, drawing: CurrentDrawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self.setObjectName("stages")
        self.setText(tr("It sees"))
        self.setAccessibleName(tr("Stages from pen to pixels"))
        self.setToolTip(tr("What is done to a drawing before the network sees it"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._fit = self._stage(tr("Fit into 20 x 20 pixels"), "stage_fit")
        self._centre = self._stage(tr("Centre by the mass of the ink"), "stage_centre")
        self._redraw = self._stage(tr("Redraw with a pen of MNIST's width"), "stage_redraw")
        self.setMenu(self._menu)

    def _stage(self, text: str, name: str) -> QAction:
        action = self._menu.addAction(text)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setChecked(True)
        action.toggled.connect(self._tell)
        return action

    @Slot()
    def _tell(self) -> None:
        checked = (one.isChecked() for one in (self._fit, self._centre, self._redraw))
        self._drawing.set_stages(Stages(*checked))
