"""From the history of runs to the curves that are drawn of them."""

from dataclasses import dataclass

import numpy as np

from mnistgui.training.history import History
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.thinning import Curve, running_mean
from mnistgui.ui.runs import Run
from mnistgui.ui.strings import tr
from mnistgui.ui.theme import Theme

PARTS = ("train", "valid", "test")
PARTS_OF_SEVERAL = ("train", "test")  # three curves of every run would be a tangle
_SMOOTH, _NOISY = 0.65, 0.3  # how strongly batches are drawn
_SCALE = {"loss": 1.0, "accuracy": 100.0}


@dataclass(frozen=True)
class Wish:
    """How the person wants the curves.

    Parameters
    ----------
    by_epoch : bool
        Over epochs; otherwise over steps, with the batches in between.
    smoothing : int
        Over how many steps the loss of batches is averaged.
    """

    by_epoch: bool = False
    smoothing: int = 1


def curves(runs: tuple[Run, ...], quantity: str, wish: Wish, theme: Theme) -> tuple[Series, ...]:
    """Every curve of a plot, those of single batches behind the others.

    Parameters
    ----------
    runs : tuple of Run
        One run is coloured by the parts of the data; several by run, parts told by dashes.
    quantity : str
        ``"loss"``, ``"accuracy"``, which is given in per cent, or ``"learning_rate"``.
    wish : Wish
        Over what, and how smooth.
    theme : Theme
        Colours.

    Returns
    -------
    tuple of Series
        Curves without any point are left out.
    """
    several = len(runs) > 1
    behind: list[Series] = []
    front: list[Series] = []
    for run in runs:
        colour = run_colour(run, theme)
        prefix = f"{run.number} " if several else ""
        if quantity == "learning_rate":
            front.append(_rates(run.history, prefix, colour if several else theme.train))
            continue
        if not wish.by_epoch:
            behind.append(_batches(run.history, quantity, wish, colour if several else theme.train))
        for part in PARTS_OF_SEVERAL if several else PARTS:
            shade = colour if several else getattr(theme, part)
            front.append(_measured(run.history, quantity, part, wish, prefix, shade))
    return tuple(one for one in (*behind, *front) if len(one.x))


def run_colour(run: Run, theme: Theme) -> str:
    """The colour by which a run is known among others."""
    return theme.runs[(run.number - 1) % len(theme.runs)]


def _batches(history: History, quantity: str, wish: Wish, colour: str) -> Series:
    values = history.steps[quantity].astype(np.float64) * _SCALE[quantity]
    return Series(
        tr("batch"),
        history.steps["step"].astype(np.float64),
        running_mean(values, wish.smoothing),
        colour,
        faint=_SMOOTH if wish.smoothing > 1 else _NOISY,
    )


def _rates(history: History, prefix: str, colour: str) -> Series:
    rates = history.steps["learning_rate"].astype(np.float64)
    return Series(prefix + tr("rate"), history.steps["step"].astype(np.float64), rates, colour)


def _measured(
    history: History, quantity: str, part: str, wish: Wish, prefix: str, colour: str
) -> Series:
    x: Curve = history.measured["epoch" if wish.by_epoch else "step"].astype(np.float64)
    y: Curve = history.measured[f"{part}_{quantity}"] * _SCALE[quantity]
    there = np.isfinite(y)
    names = {"train": tr("train"), "valid": tr("validation"), "test": tr("test")}
    dashed = bool(prefix) and part != "train"
    return Series(prefix + names[part], x[there], y[there], colour, dashed=dashed)
