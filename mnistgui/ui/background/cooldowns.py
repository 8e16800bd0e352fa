"""The table of rests: how much of the processors' time work in other threads may take."""

from typing import NamedTuple


class CoolDown(NamedTuple):
    """The rest after a request, before the next one is carried out.

    Parameters
    ----------
    factor : float
        Its length, as a multiple of the processor time that the request took: work with a factor
        of 4 takes a fifth of a processor at most.
    shortest_ms : int
        The shortest rest.
    """

    factor: float
    shortest_ms: int


# What a person waits for.
NONE = CoolDown(0.0, 0)
DRAWN_NUMBER = CoolDown(1.0, 30)
WARP_PREVIEW = CoolDown(1.0, 40)
INFLUENCE = CoolDown(1.0, 50)  # of training digits on a drawing
FACTS_OF_DIGITS = CoolDown(0.0, 300)

# What explains a drawing while it is drawn.
FLOW = CoolDown(4.0, 30)  # through the drawn network
EVIDENCE = CoolDown(4.0, 40)
NEAREST_DIGITS = CoolDown(4.0, 80)
STYLE = CoolDown(4.0, 120)  # of a drawing beside those of the training digits

# What follows a run.
USUAL = CoolDown(20.0, 300)
# What reads all digits of a part takes processor time away from the run that it reads.
NETWORK_RESTS = CoolDown(4.0, 300)
NETWORK_IS_PACED = CoolDown(20.0, 300)  # training pauses between its steps
NETWORK_AT_FULL_SPEED = CoolDown(300.0, 300)

# The pause after each piece of long work, as a multiple of the time that the piece took.
PAUSE_FACTOR = 0.25
PAUSE_FACTOR_OF_READING = 2.0
PAUSE_FACTOR_IN_TRAINING = 100.0

FIRST_POINT_MS = 300
"""The rest when a run begins, within which its first point is painted."""
