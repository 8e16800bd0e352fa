"""Draws a picture of a run or a network for the command line, with the panels of the window."""

import os
from dataclasses import dataclass
from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.files.run import SavedRun
from mnistgui.nn.network import Network
from mnistgui.ui.startup.app import name_missing_libraries


@dataclass(frozen=True, eq=False)
class PictureSubject:
    """The run or the network that is drawn.

    Parameters
    ----------
    name : str
        The title of the picture.
    model : SavedRun or Network
        A network has no curves.
    dataset : Dataset or None
        Digits to be read; None where the picture needs none.
    """

    name: str
    model: SavedRun | Network
    dataset: Dataset | None = None


@dataclass(frozen=True)
class PictureSettings:
    """The settings of a picture.

    Parameters
    ----------
    view : str
        One of :data:`mnistgui.files.exporting.VIEWS`.
    layer : int
        The layer whose weights are drawn; 1 is the first hidden layer.
    indices : str
        The test digits of the view by index, counted from 0 and separated by commas.
    by_epoch : bool
        Curves over epochs rather than over steps.
    log : bool
        Loss and rate in powers of ten.
    scale : int
        Pixels of a PNG for each pixel of the screen; 0 for as many as a slide has.
    dark : bool
        In dark colours.
    """

    view: str = "curves"
    layer: int = 1
    indices: str = "0"
    by_epoch: bool = False
    log: bool = False
    scale: int = 0
    dark: bool = False


def save_run_picture(target: Path, subject: PictureSubject, settings: PictureSettings) -> None:
    """Draw a run or a network without a display and write the picture, or its numbers as CSV.

    Raises
    ------
    UserError
        A system library or every font is missing, there is nothing to be drawn, or the file cannot
        be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with name_missing_libraries():
        # Qt may be unable to load.
        from mnistgui.ui.startup.offscreen import OffscreenWindow  # noqa: PLC0415
    with OffscreenWindow() as window:
        window.show(subject)
        window.save(target, settings)
