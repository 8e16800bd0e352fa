"""The button that plays a run from step to step, with a menu of its pace."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QSettings, QSize, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain

_WHOLE_SECONDS = 10.0  # from the first step to the newest, at no fixed pace
_FRAME_MS = 33
_MILLISECONDS = 1000.0
_WHOLE = 0
# Steps a second, with the words of the menu.
_PACES: Mapping[int, str] = MappingProxyType(
    {
        _WHOLE: "The whole run in 10 seconds",
        1: "1 step a second",
        5: "5 steps a second",
        20: "20 steps a second",
        100: "100 steps a second",
    }
)
_PACE_KEY, _LOOP_KEY = "time_line/steps_per_second", "time_line/loop"


class PlayButton(QToolButton):
    """Has room for its text in either state, so that playing never moves what is beside it.

    Parameters
    ----------
    settings : QSettings
        Where the pace is stored.
    """

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        self.setObjectName("time_play")
        self.setText(tr("Play"))
        self.setCheckable(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        explain(
            self,
            tr(
                "Show the run step after step, forward from the one that is shown. The arrow, or"
                " the Down key, chooses how many steps a second, and whether it begins again at"
                " the end."
            ),
        )
        self._menu = QMenu(self)
        self._menu.setObjectName("time_pace")
        self._loop = QAction(tr("Begin again at the end"), self._menu)
        self._fill_menu()
        self.setMenu(self._menu)

    @property
    def steps_per_second(self) -> int:
        """The pace; 0 for the whole run in ten seconds."""
        pace = self._settings.value(_PACE_KEY, _WHOLE, int)
        return pace if isinstance(pace, int) and pace in _PACES else _WHOLE

    @property
    def loops(self) -> bool:
        """Whether it begins again after the newest step."""
        return self._loop.isChecked()

    def interval_ms(self) -> int:
        """Return the time from one picture to the next."""
        pace = self.steps_per_second
        return max(_FRAME_MS, round(_MILLISECONDS / pace)) if pace else _FRAME_MS

    def steps_per_frame(self, newest: int) -> float:
        """Return how many steps it goes on from one picture to the next."""
        share = self.interval_ms() / _MILLISECONDS
        return max(self.steps_per_second * share or newest * share / _WHOLE_SECONDS, 1.0)

    def sizeHint(self) -> QSize:
        """Return the size with the longer text."""
        hint, metrics = super().sizeHint(), self.fontMetrics()
        longest = max(map(metrics.horizontalAdvance, (tr("Play"), tr("Pause"))))
        return hint + QSize(longest - metrics.horizontalAdvance(self.text()), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu at the Down key."""
        if event.key() == Qt.Key.Key_Down:
            self.showMenu()
        else:
            super().keyPressEvent(event)

    def _fill_menu(self) -> None:
        paces = QActionGroup(self._menu)
        for pace, words in _PACES.items():
            action = paces.addAction(tr(words))
            action.setObjectName(f"time_pace_{pace}")
            action.setData(pace)
            action.setCheckable(True)
            action.setChecked(pace == self.steps_per_second)
            self._menu.addAction(action)
        paces.triggered.connect(self._choose_pace)
        self._menu.addSeparator()
        self._loop.setObjectName("time_loop")
        self._loop.setCheckable(True)
        self._loop.setChecked(bool(self._settings.value(_LOOP_KEY, True, bool)))  # noqa: FBT003
        self._loop.toggled.connect(self._choose_loop)
        self._menu.addAction(self._loop)

    @Slot(QAction)
    def _choose_pace(self, action: QAction) -> None:
        self._settings.setValue(_PACE_KEY, action.data())

    @Slot(bool)
    def _choose_loop(self, loops: bool) -> None:
        self._settings.setValue(_LOOP_KEY, loops)
