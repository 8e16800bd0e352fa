"""The settings of a film."""

from dataclasses import dataclass

WINDOW = "window"  # in place of the name of a panel
FEWEST_FRAMES, MOST_FRAMES, USUAL_FRAMES = 2, 1000, 60
MOST_PER_SECOND, USUAL_PER_SECOND = 60, 10


@dataclass(frozen=True)
class FilmSettings:
    """The settings of a film.

    Parameters
    ----------
    shown : str
        Name of a panel, or :data:`WINDOW`.
    frames : int
        Pictures, spread evenly from the first step to the newest.
    per_second : int
        How many of them are shown in a second.
    """

    shown: str = "weights"
    frames: int = USUAL_FRAMES
    per_second: int = USUAL_PER_SECOND
