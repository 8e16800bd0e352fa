"""The colours of runs: by number if there are few, else by the setting in which they differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtGui import QColor

from mnistgui.training.config import FIELDS, TrainingConfig
from mnistgui.training.fields import Field
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_names import setting_in_words
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.theme import Theme

FEW = 5  # of so many runs each has its own colour
_DARKEST, _LIGHTEST = 0.45, 0.55  # parts of black and of white that are mixed with a colour


@dataclass(frozen=True)
class Colouring:
    """Colours of runs, and what they stand for.

    Parameters
    ----------
    colours : mapping of int to str
        By the run's number, as ``#rrggbb``.
    hues : tuple of (str, str)
        What each hue stands for, such as ``"lr 0.1"``, and its colour; empty where hues tell runs
        apart and nothing else.
    shades : str
        What dark and light stand for; empty where they stand for nothing.
    """

    colours: Mapping[int, str]
    hues: tuple[tuple[str, str], ...] = ()
    shades: str = ""


def colouring(runs: Sequence[Run], theme: Theme) -> Colouring:
    """Return a colour for every run.

    Parameters
    ----------
    runs : sequence of Run
        Those that are told apart.
    theme : Theme
        Has the hues.

    Returns
    -------
    Colouring
        Of more than a few runs that differ in their settings: a hue for each value of one
        setting, the learning rate before others, and a shade for each combination of the others.
    """
    return _colouring(tuple((run.number, run.config) for run in runs), theme)


@lru_cache(maxsize=8)
def _colouring(runs: tuple[tuple[int, TrainingConfig], ...], theme: Theme) -> Colouring:
    numbers = [number for number, _config in runs]
    if len(runs) > FEW:
        configs = [config for _number, config in runs]
        fields = _differing(configs)
        hue = _field_of_hues(fields, configs, len(theme.runs))
        if hue is not None:
            return _by_settings(numbers, configs, hue, fields, theme)
    return Colouring(_by_number(numbers, theme))


def number_colour(number: int, theme: Theme) -> str:
    """Return the hue of a run's number in a theme, which does not depend on other runs."""
    return theme.runs[(number - 1) % len(theme.runs)]


def _by_number(numbers: Sequence[int], theme: Theme) -> dict[int, str]:
    """Return the colour of its number, in another shade if an earlier run has the same colour."""
    hues = len(theme.runs)
    taken: dict[int, int] = {}
    shades = max(-(-len(numbers) // hues), 1)
    colours = {}
    for number in numbers:
        hue = min(range(hues), key=lambda i: (taken.get(i, 0), (i - number + 1) % hues))
        taken[hue] = taken.get(hue, 0) + 1
        colours[number] = _shade(theme.runs[hue], taken[hue] - 1, shades)
    return colours


def _differing(configs: Sequence[TrainingConfig]) -> list[Field]:
    fields = [one for one in FIELDS if len({getattr(c, one.name) for c in configs}) > 1]
    return [one for one in fields if one.name != "seed"] or fields


def _field_of_hues(
    fields: Sequence[Field], configs: Sequence[TrainingConfig], most: int
) -> Field | None:
    """Return the setting that hues stand for: the learning rate, else the one of fewest values."""
    values = {one.name: len({getattr(c, one.name) for c in configs}) for one in fields}
    usable = [one for one in fields if values[one.name] <= most]
    return min(
        usable, key=lambda one: (one.name != "learning_rate", values[one.name]), default=None
    )


def _by_settings(
    numbers: Sequence[int],
    configs: Sequence[TrainingConfig],
    hue: Field,
    fields: Sequence[Field],
    theme: Theme,
) -> Colouring:
    others = [one for one in fields if one is not hue]
    values = _in_order(getattr(config, hue.name) for config in configs)
    rests = [tuple(getattr(config, one.name) for one in others) for config in configs]
    order = _in_order(rests)
    hues = {value: theme.runs[place % len(theme.runs)] for place, value in enumerate(values)}
    colours = {
        number: _shade(hues[getattr(config, hue.name)], order.index(rest), len(order))
        for number, config, rest in zip(numbers, configs, rests, strict=True)
    }
    examples = {getattr(config, hue.name): config for config in configs}
    named = tuple((setting_in_words(hue, examples[value]), hues[value]) for value in values)
    ends = [configs[rests.index(rest)] for rest in (order[0], order[-1])]
    words = [" ".join(setting_in_words(one, config) for one in others) for config in ends]
    shades = tr("dark to light: {0} to {1}").format(*words) if len(order) > 1 else ""
    return Colouring(colours, named, shades)


def _in_order(values: Iterable[Any]) -> list[Any]:
    """Different values by size, or by name where they have none."""
    different = set(values)
    try:
        return sorted(different)
    except TypeError:
        return sorted(different, key=repr)


def _shade(colour: str, place: int, places: int) -> str:
    """One of several shades of a colour, from dark to light; the colour itself for the only one."""
    if places == 1:
        return colour
    part = -_DARKEST + (_DARKEST + _LIGHTEST) * place / (places - 1)
    end, share, whole = 255 if part > 0 else 0, abs(part), QColor(colour)
    rgb = (whole.red(), whole.green(), whole.blue())
    return QColor(*(round(share * end + (1 - share) * one) for one in rgb)).name()
