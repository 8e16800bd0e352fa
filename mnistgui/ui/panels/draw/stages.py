"""Which stages from pen to pixels are carried out; each can be left out to see what it is worth."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from mnistgui.ink.normalize import Stages
from mnistgui.ui.strings import tr


class StagesButton(QToolButton):
    """The caption of the preview, with a menu of the stages.

    Parameters
    ----------
    parent : QWidget, optional
        As Qt has it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    @property
    def stages(self) -> Stages:
        """The stages that are carried out."""
        return Stages(self._fit.isChecked(), self._centre.isChecked(), self._redraw.isChecked())

    def _stage(self, text: str, name: str) -> QAction:
        action = self._menu.addAction(text)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setChecked(True)
        action.toggled.connect(self._tell)
        return action

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
