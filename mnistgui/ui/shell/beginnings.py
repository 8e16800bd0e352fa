"""What the welcome leads to: a run to watch, the canvas, files of digits, lessons, six hints."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Slot
from PySide6.QtWidgets import QMainWindow

from mnistgui.ui.commands.data_actions import DataActions
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.shell.help_pages import HelpPlace
from mnistgui.ui.shell.help_window import show_help
from mnistgui.ui.shell.hints import Hints
from mnistgui.ui.shell.toolbar import Controls
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.training.pace import Pace, PaceKind

if TYPE_CHECKING:
    from mnistgui.ui.shell.welcome import Way, Welcome

SHOWN_KEY = "hints/welcome"


class Beginnings(QObject):
    """Opens the welcome and does what is chosen there; made lazily, since most starts need none."""

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        controls: Controls,
        data: DataActions,
        requests: Requests,
        drawing: CurrentDrawing,
        hints: Hints,
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._controls = controls
        self._data = data
        self._requests = requests
        self._drawing = drawing
        self._hints = hints
        self._settings = settings
        self._welcome: Welcome | None = None
        session.training.began.connect(self._close_welcome)

    @property
    def welcome(self) -> "Welcome":
        """The welcome."""
        if self._welcome is None:
            from mnistgui.ui.shell.welcome import Welcome  # noqa: PLC0415 - few starts need it

            self._welcome = Welcome(self._ways(), self._window)
            self._settings.setValue(SHOWN_KEY, True)  # noqa: FBT003 - Qt's signature
        return self._welcome

    def open_once(self) -> None:
        """Open the welcome at the first start."""
        if not self._settings.value(SHOWN_KEY, False, bool):  # noqa: FBT003 - Qt's signature
            self.welcome.present()

    @Slot()
    def open_welcome(self) -> None:
        """Open the welcome, whether it was shown before or not."""
        self.welcome.present()

    @Slot()
    def _close_welcome(self) -> None:
        """Close the welcome once a run begins behind it, since a way in was found."""
        if self._welcome is not None:
            self._welcome.close()

    def _ways(self) -> "tuple[Way, ...]":
        return (
            (
                "welcome_watch",
                tr("&Watch one learn"),
                tr("A run starts at a pace that can be watched; six hints point at what to see."),
                self._watch,
            ),
            (
                "welcome_draw",
                tr("&Draw a digit"),
                tr("A network that has learnt already reads while the pen moves."),
                self._draw,
            ),
            (
                "welcome_open",
                tr("&Open data..."),
                tr("Digits of your own, in a file or an archive of any usual layout."),
                self._data.open,
            ),
            (
                "welcome_lesson",
                tr("&Take a lesson"),
                tr("Six experiments, each with a question and its answer."),
                self._take_lesson,
            ),
        )

    def _watch(self) -> None:
        """Start a run at the pace of watching, as soon as there are digits."""
        pace = self._controls.pace
        pace.choose(Pace(PaceKind.WATCH, pace.pace.slow_steps))
        if self._session.dataset is None:
            self._session.dataset_changed.connect(self._start_first)
        else:
            self._start()
        self._hints.begin()

    @Slot()
    def _start_first(self) -> None:
        self._session.dataset_changed.disconnect(self._start_first)
        self._start()

    def _start(self) -> None:
        if self._session.training.alive is None:
            self._controls.start.trigger()

    def _draw(self) -> None:
        self._requests.show_panel("draw")
        self._drawing.request_focus()

    def _take_lesson(self) -> None:
        show_help(self._window, HelpPlace("lessons/index.md"))
