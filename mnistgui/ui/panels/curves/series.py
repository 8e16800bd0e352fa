"""Converts the history of runs to the curves that are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mnistgui.training.history import History
from mnistgui.training.interventions import of_person
from mnistgui.training.rate_drops import rate_drops
from mnistgui.training.run_groups import band_of
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.thinning import Curve, smoothed
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.run_colours import FEW, colouring
from mnistgui.ui.runs.run_grouping import group_name, groups_of
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.runs.run_names import distinguishing_names
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.theme import Theme

PARTS = ("train", "valid", "test")
ONE_CURVE = ("learning_rate", "bias_gradient")
"""Quantities of which each run has one curve, not one for each part of the data."""
PARTS_OF_FEW = ("train", "test")  # three curves of every run would be a tangle
_SMOOTH, _NOISY, _RAW = 0.65, 0.3, 0.16  # how strongly batches are drawn
_MOST_MEANS = 25_000  # means of a curve that are worked out for every drawing, where that is enough
_SCALE = {"loss": 1.0, "accuracy": 100.0}


@dataclass(frozen=True)
class CurveChoices:
    """The person's choices for all curves.

    Parameters
    ----------
    by_epoch : bool
        Over epochs; otherwise over steps, with the batches in between.
    smoothing : int
        Over how many steps the loss of batches is averaged.
    """

    by_epoch: bool = False
    smoothing: int = 1


def curves(runs: Runs, quantity: str, choices: CurveChoices, theme: Theme) -> tuple[Series, ...]:
    """Return every curve of a plot, those of single batches first, so that they lie behind.

    Parameters
    ----------
    runs : Runs
        One shown run is coloured by the parts of the data; a few by run, parts told by dashes; of
        many one part is drawn, thin but for the run that is looked at.
    quantity : str
        ``"loss"``, ``"accuracy"``, which is given in per cent, or one of :data:`ONE_CURVE`.
    choices : CurveChoices
        Over what, and how smooth.
    theme : Theme
        Colours.

    Returns
    -------
    tuple of Series
        Curves without any point are left out.
    """
    shown = runs.shown
    if runs.grouped and quantity not in ONE_CURVE:
        return curves_of_groups(shown, runs.current, quantity, choices, theme)
    names = distinguishing_names(shown) if len(shown) > 1 else {}
    colours = colouring(shown, theme).colours
    behind: list[Series] = []
    front: list[Series] = []
    for run in shown:
        several = {
            **_among_several(run, runs, names, colours),
            "begin": begin_of(run, shown, choices),
        }
        if quantity in ONE_CURVE:
            made = _rates if quantity == "learning_rate" else _bias_gradients
            front.append(replace(made(run, choices, theme.train), **several))
            continue
        if not choices.by_epoch and len(shown) <= FEW:
            raw = runs.current is run and run.status is not Status.RUNNING
            of_batches = _with_raw if raw and choices.smoothing > 1 else _batches_alone
            behind += (replace(one, **several) for one in of_batches(run, quantity, choices, theme))
        front += (replace(one, **several) for one in _judged(run, shown, quantity, choices, theme))
    front.sort(key=lambda one: not one.thin)
    alone = len(shown) > FEW or quantity in ONE_CURVE
    drawn = [_moved(_numbered(one, alone=alone)) for one in (*behind, *front) if len(one.x)]
    return tuple(sorted(drawn, key=lambda one: one.current))  # the run that is looked at on top


def curves_of_groups(
    shown: tuple[Run, ...],
    current: Run | None,
    quantity: str,
    choices: CurveChoices,
    theme: Theme,
) -> tuple[Series, ...]:
    """Return the mean of each group of runs with its band; a run by itself as it is.

    Parameters
    ----------
    shown : tuple of Run
    current : Run or None
        Its group lies on top.
    quantity : str
        ``"loss"`` or ``"accuracy"``.
    choices : CurveChoices
    theme : Theme

    Returns
    -------
    tuple of Series
        A mean has points where all runs of its group were measured.
    """
    groups = groups_of(shown)
    firsts = tuple(group[0] for group in groups)
    names = {group[0].number: group_name(group, shown) for group in groups}
    colours = colouring(firsts, theme).colours
    drawn = []
    for group in groups:
        looks: dict[str, Any] = {}
        if len(groups) > 1:
            number = group[0].number
            looks = {"run": names[number], "number": number, "colour": colours[number]}
            looks["current"] = current in group
        for part in parts_of(firsts):
            one = _mean_of(group, quantity, part, choices, getattr(theme, part))
            dashed = part == "test" and 1 < len(groups) <= FEW
            drawn.append(_numbered(replace(one, dashed=dashed, **looks), alone=len(groups) > FEW))
    return tuple(sorted((one for one in drawn if len(one.x)), key=lambda one: one.current))


def _mean_of(
    group: Sequence[Run], quantity: str, part: str, choices: CurveChoices, colour: str
) -> Series:
    """Return the mean of the curves of some runs with its band; of a single run, its curve."""
    every = [_measured(run.history, quantity, part, choices, colour) for run in group]
    if len(group) == 1:
        return every[0]
    band = band_of([(one.x, one.y) for one in every])
    label = tr("{0}, mean of {1}").format(every[0].label, len(group))
    return replace(every[0], label=label, x=band.x, y=band.mean, band=(band.low, band.high))


def begin_of(run: Run | None, shown: tuple[Run, ...], choices: CurveChoices) -> float:
    """Return where a run begins on the axis: a branch among others where it left its origin."""
    if run is None or len(shown) <= 1:
        return 0.0
    return run.branch_point.epoch if choices.by_epoch else float(run.branch_point.step)


def _moved(one: Series) -> Series:
    """The curve of a branch from where it left its origin."""
    return replace(one, x=one.x + one.begin, drops=one.drops + one.begin) if one.begin else one


def parts_of(shown: tuple[Run, ...]) -> tuple[str, ...]:
    """Return the parts of the data whose curves are drawn, for a number of shown runs."""
    if len(shown) <= 1:
        return PARTS
    if len(shown) <= FEW:
        return PARTS_OF_FEW
    held_back = any(run.accuracy("valid") is not None for run in shown)
    return ("valid",) if held_back else ("test",)


def key(shown: tuple[Run, ...], quantity: str) -> str:
    """What the lines of several runs stand for."""
    if len(shown) <= 1 or quantity in ONE_CURVE:
        return ""
    with_costs = quantity == "loss" and any(run.config.l2 for run in shown)
    if len(shown) <= FEW:
        parts = tr("dashed: test")
        return tr("{0}, dotted: with penalty").format(parts) if with_costs else parts
    part = tr("on validation digits") if parts_of(shown) == ("valid",) else tr("on test digits")
    few = tr("{0}; the cost with penalty is drawn of {1} runs at most")
    return few.format(part, FEW) if with_costs else part


def _numbered(one: Series, *, alone: bool) -> Series:
    """A curve of one of several runs with the run's number at its end; alone, or with its part."""
    if not one.number:
        return one
    name = str(one.number) if alone else f"{one.number} {one.end_name}"
    return replace(one, end_name="" if one.faint else name)  # batches end beside what is measured


def unlike_losses(shown: tuple[Run, ...], quantity: str) -> str:
    """Say that losses were measured with mistake A, which those of batches were not."""
    mistaken = quantity == "loss" and any("A" in run.config.mistake for run in shown)
    return tr("measured with mistake A, batches without") if mistaken else ""


def _among_several(
    run: Run, runs: Runs, names: Mapping[int, str], colours: Mapping[int, str]
) -> dict[str, Any]:
    """Return the attributes of a run's curves among other runs; empty for the only run."""
    if not names:
        return {}
    current = run is runs.current
    thin = len(names) > FEW and not current
    marks = {
        "run": names[run.number],
        "number": run.number,
        "colour": colours[run.number],
    }
    return {**marks, "thin": thin, "current": current}


def _judged(
    run: Run, shown: tuple[Run, ...], quantity: str, choices: CurveChoices, theme: Theme
) -> list[Series]:
    """Return the curves of what was measured on parts of the data, and of the cost of few runs."""
    made = [
        replace(
            _measured(run.history, quantity, part, choices, getattr(theme, part)),
            dashed=part == "test" and 1 < len(shown) <= FEW,
        )
        for part in parts_of(shown)
    ]
    if quantity == "loss" and run.config.l2 and len(shown) <= FEW:
        made.append(_costs(run.history, choices, theme.train))
    return [replace(one, drops=_drops(run, choices)) for one in made]


def _batches_alone(run: Run, quantity: str, choices: CurveChoices, theme: Theme) -> list[Series]:
    """Return the curve of single batches, averaged as chosen."""
    return [_batches(run.history, quantity, choices, theme.train)]


def _with_raw(run: Run, quantity: str, choices: CurveChoices, theme: Theme) -> list[Series]:
    """Return the curve of each batch as it was, and before it lies the averaged one."""
    raw = _batches(run.history, quantity, replace(choices, smoothing=1), theme.train)
    raw = replace(raw, label=tr("each batch"), faint=_RAW, end_name="", raw=True)
    return [raw, *_batches_alone(run, quantity, choices, theme)]


def _batches(history: History, quantity: str, choices: CurveChoices, colour: str) -> Series:
    steps, values = history.steps["step"], history.steps[quantity]
    x, y = smoothed(steps, values, choices.smoothing, _MOST_MEANS)
    faint = _SMOOTH if choices.smoothing > 1 else _NOISY
    y = y * _SCALE[quantity]
    return Series(tr("batch"), x, y, colour, faint=faint, end_name=tr("batch"))


def _rates(run: Run, choices: CurveChoices, colour: str) -> Series:
    steps, rates = run.history.steps["step"], run.history.steps["learning_rate"]
    x, y = _over(steps.astype(np.float64), rates.astype(np.float64), run, choices)
    return Series(tr("rate"), x, y, colour, end_name=tr("rate"))


def _bias_gradients(run: Run, choices: CurveChoices, colour: str) -> Series:
    measured = run.history.measured
    x: Curve = measured["epoch" if choices.by_epoch else "step"].astype(np.float64)
    there = np.isfinite(measured["train_bias_gradient"])
    y = measured["train_bias_gradient"][there]
    return Series(tr("train"), x[there], y, colour, end_name=tr("train"))


def _over(x: Curve, y: Curve, run: Run, choices: CurveChoices) -> tuple[Curve, Curve]:
    """Points over steps as they are wanted; none where the length of an epoch is not known yet."""
    if not choices.by_epoch:
        return x, y
    if run.steps_per_epoch is None:
        return x[:0], y[:0]
    return x / run.steps_per_epoch, y


def _drops(run: Run, choices: CurveChoices) -> Curve:
    """Return the places where the learning rate dropped, and where a person changed a setting."""
    changes = [one.step for one in of_person(run.history.interventions)]
    steps = np.union1d(rate_drops(run.history), changes).astype(np.float64)
    return _over(steps, steps, run, choices)[0]


def _costs(history: History, choices: CurveChoices, colour: str) -> Series:
    """Return the curve of the cost, that is, of the loss with the L2 penalty."""
    x: Curve = history.measured["epoch" if choices.by_epoch else "step"].astype(np.float64)
    y = history.measured["train_cost"]
    name = tr("train with penalty")
    return Series(name, x, y, colour, dotted=True, end_name=tr("cost"))


def _measured(
    history: History, quantity: str, part: str, choices: CurveChoices, colour: str
) -> Series:
    x: Curve = history.measured["epoch" if choices.by_epoch else "step"].astype(np.float64)
    y: Curve = history.measured[f"{part}_{quantity}"] * _SCALE[quantity]
    there = np.isfinite(y)
    names = {"train": tr("train"), "valid": tr("validation"), "test": tr("test")}
    short = tr("valid.") if part == "valid" else names[part]
    return Series(names[part], x[there], y[there], colour, end_name=short)
