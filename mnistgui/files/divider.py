"""The divider of numbers into digits that comes with the program."""

from functools import cache

from mnistgui.drawing.division import Divider
from mnistgui.files.default_model import default_model
from mnistgui.files.digit_judge import shipped_judge


@cache
def shipped_divider() -> Divider:
    """Return the divider that works with the shipped network and the shipped judge.

    Returns
    -------
    Divider
        The same for every caller, whichever network reads the digits.
    """
    return Divider(default_model(), shipped_judge())
