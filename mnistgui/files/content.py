"""The kinds of content that a file can have, without the readers that tell them apart."""

from enum import Enum


class Content(Enum):
    """The kinds of content that a file can have."""

    DIGITS = "digits"
    RUN = "run"
    WEIGHTS = "weights"
    CARD = "lesson card"
    STROKES = "strokes"
    PICTURE = "picture"
