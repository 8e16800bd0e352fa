"""The table of how often curves, pictures, explanations and texts are redrawn."""

from dataclasses import dataclass

FIRST_SECONDS = 10.0  # of a run, in which it is shown most often
REDUCED_MOTION_SECONDS = 1.0  # between two drawings of the same, where a person wants little motion


@dataclass(frozen=True)
class RedrawInterval:
    """The time between two redraws by the same function.

    Parameters
    ----------
    shortest_seconds : float
        The interval of a function that costs little.
    longest_seconds : float
        The interval of the costliest function, while a network trains at full speed.
    longest_at_first_seconds : float
        The same for the first ten seconds after a person has done something, such as *Start*.
    shortest_at_full_speed_seconds : float
        The interval of a function that costs little, while a network trains at full speed; 0 for
        ``shortest_seconds``.
    """

    shortest_seconds: float
    longest_seconds: float
    longest_at_first_seconds: float
    shortest_at_full_speed_seconds: float = 0.0


# What is looked for is 8 curves a second at first and 4 afterwards, 4 pictures a second. At full
# speed, curves are due again before the next update of the run comes (ui/training/worker.py), and
# pictures before the one after it: intervals that fall between two updates would lose a whole one.
CURVES = RedrawInterval(0.033, 0.2, 0.11)
PICTURES = RedrawInterval(0.033, 0.21, 0.21)  # weights and bars
FRAMES = RedrawInterval(0.028, 0.033, 0.033)  # of what a person has set in motion
EXPLANATIONS = RedrawInterval(0.05, 1.0, 1.0, 0.5)
TEXTS = RedrawInterval(0.2, 1.0, 0.5, 0.5)  # tables and sentences: nobody reads faster
# Its slider is costly to paint: at five paintings a second, training was 6 % slower.
TIME_LINE = RedrawInterval(1.0, 2.0, 1.0)
