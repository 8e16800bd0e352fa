"""The context that the constructor of every panel is given."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.preset_figures import PresetFigures
from mnistgui.ui.state.session import Session
from mnistgui.ui.state.undo import UndoHistory
from mnistgui.ui.training.redraw_throttle import RedrawThrottle
from mnistgui.ui.widgets.file_dialogs import FileDialogs


@dataclass(frozen=True, eq=False)
class PanelContext:
    """The state and the services that panels share.

    Parameters
    ----------
    session : Session
        The digits, the runs, and the network that is inspected.
    draft : Draft
        Settings, preset and lesson of the next run.
    drawing : CurrentDrawing
        What is on the canvas, and how it was read last.
    figures : PresetFigures
        Figures of presets that train nothing.
    requests : Requests
        What a panel asks of the window.
    history : UndoHistory
        Takes note of what a panel does that can be undone.
    dialogs : FileDialogs
        Opens dialogs for files.
    redraws : RedrawThrottle
        Tells when to draw what shows the news of a run.
    settings : QSettings
        Remembers what the person has chosen.
    my_digits : Path
        File of the digits that the person taught.
    """

    session: Session
    draft: Draft
    drawing: CurrentDrawing
    figures: PresetFigures
    requests: Requests
    history: UndoHistory
    dialogs: FileDialogs
    redraws: RedrawThrottle
    settings: QSettings
    my_digits: Path
