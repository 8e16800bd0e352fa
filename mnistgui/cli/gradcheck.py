"""``mnistgui gradcheck``: backpropagation against finite differences, with or without a mistake."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import DATA_OPTION, found_digits
from mnistgui.data.dataset import Dataset, Split
from mnistgui.errors import UserError
from mnistgui.files.default_model import default_model
from mnistgui.nn.checked_gradient import CheckedEntry
from mnistgui.training.checking import CheckedCase, checked_case, new_network_case
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_mistake import MADE_IN, decay_rates
from mnistgui.training.examination import Examination, examine
from mnistgui.training.mistakes import MISTAKES
from mnistgui.training.presets import PresetRun, preset_named

_DEFAULT = "gradient-check"
_FEW = (400, 20)


@click.command("gradcheck")
@click.option("--preset", metavar="NAME", help="The experiment whose network is checked.")
@click.option("--mistake", type=click.Choice(list(MISTAKES)), help="Swap in this mistake.")
@DATA_OPTION
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def gradcheck(preset: str | None, mistake: str | None, data: Path | None, *, as_json: bool) -> None:
    """Check the gradient of a preset's network on a few digits, in float64.

    The first network of a preset of several is checked as it is before training; of 'pretrained',
    the model that comes with the program.

    Mistakes of the write-ups: A divides softmax by the sum over the whole batch, C teaches only
    the true class - the check exposes both. B halves the learning rate on every step - the
    gradient stays right, and the live rate shows it.
    """
    name = preset or (MADE_IN if mistake == "B" else _DEFAULT)
    runs = preset_named(name).runs
    dataset = found_digits(data, _FEW)
    shown = _rates(name, runs, dataset) if mistake == "B" else {}
    found = examine(_case(runs, dataset.train, mistake))
    told = {"preset": name, "mistake": mistake, "digits": dataset.name, **record(found), **shown}
    click.echo(json.dumps(told) if as_json else "\n".join(_described(told)))


def _case(runs: Sequence[PresetRun], split: Split, mistake: str | None) -> CheckedCase:
    """The network of the preset's first run; of one without runs, that comes with the program."""
    if not runs:
        return checked_case(default_model(), split, mistake)
    return new_network_case(runs[0].config, split, mistake)


def _rates(name: str, runs: Sequence[PresetRun], dataset: Dataset) -> dict[str, Any]:
    if not runs:
        raise UserError(f"{name} trains nothing, so mistake B cannot be made; {MADE_IN} made it")
    return rates(runs[0].config, dataset)


def record(found: Examination) -> dict[str, Any]:
    """An examination as JSON-able values.

    Parameters
    ----------
    found : Examination

    Returns
    -------
    dict
        ``max_relative_error``, ``max_difference``, ``worst`` and ``parameters`` at the most exact
        step 1 / ``n``, and the ``curve`` over all of them.
    """
    curve, check = found.curve, found.check
    return {
        "right": found.right,
        "max_relative_error": check.max_relative_error,
        "max_difference": check.max_difference,
        "n": int(curve.n[curve.best]),
        "worst": _entry(check.worst),
        "parameters": [
            {**_entry(one.worst), "checked": len(one.indices)} for one in check.parameters
        ],
        "curve": {"n": curve.n.tolist(), "max_difference": curve.max_difference.tolist()},
    }


def _entry(entry: CheckedEntry) -> dict[str, Any]:
    return {
        "parameter": entry.key,
        "index": list(entry.index),
        "analytic": entry.analytic,
        "numeric": entry.numeric,
        "difference": entry.difference,
    }


def rates(config: TrainingConfig, dataset: Dataset) -> dict[str, Any]:
    """The learning rate at the end of each epoch, as it was meant and with mistake B.

    Parameters
    ----------
    config : TrainingConfig
    dataset : Dataset

    Returns
    -------
    dict
        ``training_digits``, and as ``learning_rate`` a list of ``epoch`` (counted from 1),
        ``meant`` and ``with_mistake``, for the epochs around each drop.
    """
    found = decay_rates(config, dataset)
    epochs = [e for e in range(1, config.epochs + 1) if e % config.step_epochs in (0, 1)]
    rows = [
        {
            "epoch": epoch,
            "meant": float(found.meant[epoch - 1]),
            "with_mistake": float(found.with_mistake[epoch - 1]),
        }
        for epoch in epochs
    ]
    return {"training_digits": found.n_digits, "learning_rate": rows}


def _described(told: dict[str, Any]) -> Iterator[str]:
    letter = told["mistake"]
    swapped = f" with mistake {letter}, {MISTAKES[letter].title}" if letter else ""
    yield f"{told['preset']}{swapped}, on {told['digits']}:"
    yield f"{'':6}{'checked':>8}{'worst at':>14}{'backprop':>14}{'differences':>14}{'apart':>11}"
    for one in told["parameters"]:
        at = ",".join(map(str, one["index"]))
        yield (
            f"{one['parameter']:6}{one['checked']:8}{at:>14}{one['analytic']:14.6g}"
            f"{one['numeric']:14.6g}{one['difference']:11.1e}"
        )
    judged = "right" if told["right"] else "wrong"
    yield f"largest relative error {told['max_relative_error']:.1e}: the gradient is {judged}"
    yield from _curve_described(told["curve"])
    if letter:
        yield MISTAKES[letter].what
        yield MISTAKES[letter].shown
    if rows := told.get("learning_rate"):
        digits = f"{told['training_digits']:,}"
        yield f"learning rate after each epoch of {digits} digits, as meant and with mistake B:"
        yield from (f"{r['epoch']:6}{r['meant']:14.3g}{r['with_mistake']:14.3g}" for r in rows)


def _curve_described(curve: dict[str, Any]) -> Iterator[str]:
    decades = [(n, d) for n, d in zip(*curve.values(), strict=True) if str(n).strip("0") == "1"]
    yield "largest difference where weights are moved by 1 / N:"
    yield "N     " + "".join(f"{n:>10}" for n, _ in decades)
    yield "      " + "".join(f"{difference:10.1e}" for _, difference in decades)
