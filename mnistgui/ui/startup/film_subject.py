"""What the command line wants filmed; importing this loads no Qt."""

from dataclasses import dataclass

from mnistgui.data.dataset import Dataset
from mnistgui.files.run import SavedRun

FILMED = (
    *("weights", "curves", "mistakes", "confusion", "reliability", "histogram", "units"),
    *("batch", "health"),
)
"""The panels that show something without a drawing."""


@dataclass(frozen=True, eq=False)
class FilmWish:
    """A film of a run from a file.

    Parameters
    ----------
    name : str
        Of the run.
    run : SavedRun
    dataset : Dataset
        The digits that it learnt from.
    shown : str
        One of :data:`FILMED`.
    frames, per_second : int
        As in :class:`~mnistgui.ui.commands.film.settings.FilmSettings`.
    """

    name: str
    run: SavedRun
    dataset: Dataset
    shown: str
    frames: int
    per_second: int
