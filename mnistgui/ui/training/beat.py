"""How often each kind of thing is redrawn: the one table of it."""

from dataclasses import dataclass

FRESH_SECONDS = 10.0  # for which a run is watched most closely, from its start


@dataclass(frozen=True)
class Beat:
    """Seconds from one drawing of the same thing to the next.

    Parameters
    ----------
    shortest : float
        However little it costs.
    longest : float
        However much it costs, while a network trains at full speed.
    longest_at_first : float
        The same for the first ten seconds after a person has done something, such as *Start*.
    """

    shortest: float
    longest: float
    longest_at_first: float


# What is looked for is 8 curves a second at first and 4 afterwards, 4 pictures a second; a timer
# and a painting that come late leave a tenth less.
CURVES = Beat(0.033, 0.21, 0.105)
PICTURES = Beat(0.033, 0.21, 0.21)  # weights and bars
EXPLANATIONS = Beat(0.05, 1.0, 1.0)
READ = Beat(0.12, 1.0, 0.5)  # tables and sentences
