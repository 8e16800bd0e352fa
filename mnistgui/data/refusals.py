"""Refusals that a folder or a window answers otherwise than by showing their sentence alone."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from mnistgui.errors import UserError


class NoDigitsError(UserError):
    """A file that may be whole, but holds something else than digits.

    Beside digits such a file is passed over: it is no damage that a person should hear of.
    """


class ChoiceNeededError(UserError):
    """Several data sets lie together, and only the person knows which is meant.

    Parameters
    ----------
    sentence : str
        Names them.
    choices : sequence of Path
        What opens each of them.
    """

    def __init__(self, sentence: str, choices: Sequence[Path]) -> None:
        super().__init__(sentence)
        self.choices = tuple(choices)


def choice_needed(place: Path, sets: Mapping[str, Path]) -> ChoiceNeededError:
    """Ask which of several data sets is meant.

    Parameters
    ----------
    place : pathlib.Path
        The file or folder that holds them.
    sets : mapping of str to Path
        What opens each, by its name.

    Returns
    -------
    ChoiceNeededError
    """
    likely = ("mnist", "digits")
    choices = dict(sorted(sets.items(), key=lambda one: (not one[0].endswith(likely), one[0])))
    return ChoiceNeededError(
        f"{place} holds {len(choices)} data sets: {', '.join(choices)}; give a file of one of "
        f"them, such as {next(iter(choices.values()))}",
        list(choices.values()),
    )
