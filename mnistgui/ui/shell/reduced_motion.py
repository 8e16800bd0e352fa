"""Reduced motion: nothing slides or blinks, and what changes by itself is redrawn once a second."""

from PySide6.QtCore import QObject, QSettings, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_throttle import RedrawThrottle

_KEY = "appearance/reduced_motion"
_FLASH_OF_DESKTOP = -1  # Qt asks the desktop then how fast a cursor blinks
_EFFECTS = (
    Qt.UIEffect.UI_General,
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class ReducedMotion(QObject):
    """An entry of a menu; the choice is stored.

    Parameters
    ----------
    window : QMainWindow
        Whose panels slide when they are moved.
    menu : QMenu
        Where the entry is added.
    redraws : RedrawThrottle
        Draws more seldom.
    settings : QSettings
        Where the choice is stored.
    """

    def __init__(
        self, window: QMainWindow, menu: QMenu, redraws: RedrawThrottle, settings: QSettings
    ) -> None:
        super().__init__(window)
        self._window, self._redraws, self._settings = window, redraws, settings
        self._usual = [one for one in _EFFECTS if QApplication.isEffectEnabled(one)]
        self._action = QAction(tr("R&educed motion"), menu)
        self._action.setObjectName("reduced_motion")
        self._action.setCheckable(True)
        self._action.setToolTip(
            tr("Plots and pictures move once a second, and nothing slides or blinks")
        )
        self._action.setChecked(bool(settings.value(_KEY, False, bool)))  # noqa: FBT003 - Qt's
        self._action.toggled.connect(self._choose)
        menu.addAction(self._action)
        if self._action.isChecked():
            self._apply(reduced=True)

    @Slot(bool)
    def _choose(self, reduced: bool) -> None:
        self._settings.setValue(_KEY, reduced)
        self._apply(reduced=reduced)

    def _apply(self, *, reduced: bool) -> None:
        for effect in self._usual:
            QApplication.setEffectEnabled(effect, not reduced)
        QApplication.setCursorFlashTime(0 if reduced else _FLASH_OF_DESKTOP)
        self._window.setAnimated(not reduced)
        self._redraws.set_reduced_motion(reduced=reduced)
