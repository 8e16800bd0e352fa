"""``mnistgui gradcheck``: backpropagation against finite differences, with or without a mistake."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mnistgui.data.dataset import Dataset
from mnistgui.data.locate import find_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.errors import UserError
from mnistgui.nn.gradient_check import GradientCheck, ParameterCheck, gradient_check
from mnistgui.training.checking import checked_case
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_mistake import decay_rates
from mnistgui.training.measuring import divide
from mnistgui.training.presets import preset_named
from mnistgui.training.threads import limited_threads

_DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Where the few digits come from; without it MNIST or the program's own.",
)
_DEFAULT = "gradient-check"
_DEFAULT_B = "relu-1e-3"
_SYNTHETIC = (400, 20)


@click.command("gradcheck")
@click.option("--preset", metavar="NAME", help="The experiment whose network is checked.")
@click.option("--mistake", type=click.Choice(["A", "B", "C"]), help="Swap in this mistake.")
@_DATA
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def gradcheck(preset: str | None, mistake: str | None, data: Path | None, *, as_json: bool) -> None:
    """Check the gradient of a preset's network on a few digits, in float64.

    Mistakes of the write-ups: A divides softmax by the sum over the whole batch, C teaches only
    the true class - the check exposes both. B halves the learning rate on every step - the
    gradient stays right, and the live rate shows it.
    """
    name = preset or (_DEFAULT_B if mistake == "B" else _DEFAULT)
    config = _config(name)
    dataset = find_dataset(data) or synthetic_dataset(*_SYNTHETIC)
    shown = {"learning_rate": rates(name, config, dataset)} if mistake == "B" else {}
    with limited_threads(1):  # Ten digits are too few to share out.
        case = checked_case(config, dataset.train, mistake)
        check = gradient_check(case.network, case.x, case.targets, l2=case.l2)
    told = {"preset": name, "mistake": mistake, "digits": dataset.name, **record(check), **shown}
    click.echo(json.dumps(told) if as_json else "\n".join(_described(told)))


def _config(name: str) -> TrainingConfig:
    runs = preset_named(name).runs
    if not runs:
        raise UserError(f"{name} has no network of its own to check; choose one that is trained")
    return runs[0].config


def record(check: GradientCheck) -> dict[str, Any]:
    """A check as JSON-able values.

    Parameters
    ----------
    check : GradientCheck

    Returns
    -------
    dict
        ``max_relative_error``, ``max_difference``, ``worst`` and ``parameters``.
    """
    return {
        "max_relative_error": check.max_relative_error,
        "max_difference": check.max_difference,
        "worst": _worst(check.worst),
        "parameters": [{**_worst(one), "checked": len(one.indices)} for one in check.parameters],
    }


def _worst(one: ParameterCheck) -> dict[str, Any]:
    """The entry of an array that differs most."""
    at = int(one.differences.argmax())
    return {
        "parameter": one.key,
        "index": list(one.worst),
        "analytic": float(one.analytic[at]),
        "numeric": float(one.numeric[at]),
        "difference": float(one.differences[at]),
    }


def rates(name: str, config: TrainingConfig, dataset: Dataset) -> list[dict[str, float]]:
    """The learning rate at the end of each epoch, as it was meant and with mistake B.

    Parameters
    ----------
    name : str
        Of the preset, for the sentence.
    config : TrainingConfig
    dataset : Dataset

    Returns
    -------
    list of dict
        ``epoch`` (counted from 1), ``meant`` and ``with_mistake``, for the epochs around each
        drop.

    Raises
    ------
    UserError
        The rate does not drop in steps.
    """
    if config.schedule != "step":
        raise UserError(
            f"mistake B needs a rate that drops in steps, which {name} has not; {_DEFAULT_B} does"
        )
    found = decay_rates(config, len(divide(config, dataset)[0]))
    epochs = [e for e in range(1, config.epochs + 1) if e % config.step_epochs in (0, 1)]
    return [
        {
            "epoch": epoch,
            "meant": float(found.meant[epoch - 1]),
            "with_mistake": float(found.with_mistake[epoch - 1]),
        }
        for epoch in epochs
    ]


def _described(told: dict[str, Any]) -> Iterator[str]:
    mistake = f" with mistake {told['mistake']}" if told["mistake"] else ""
    yield f"{told['preset']}{mistake}, on {told['digits']}:"
    yield f"{'':6}{'checked':>8}{'worst at':>14}{'backprop':>14}{'differences':>14}{'apart':>11}"
    for one in told["parameters"]:
        at = ",".join(map(str, one["index"]))
        yield (
            f"{one['parameter']:6}{one['checked']:8}{at:>14}{one['analytic']:14.6g}"
            f"{one['numeric']:14.6g}{one['difference']:11.1e}"
        )
    yield f"largest relative error {told['max_relative_error']:.1e}: {_judged(told)}"
    if rows := told.get("learning_rate"):
        yield "learning rate at the end of each epoch, as meant and with mistake B:"
        yield from (f"{r['epoch']:6}{r['meant']:14.3g}{r['with_mistake']:14.3g}" for r in rows)


def _judged(told: dict[str, Any]) -> str:
    if told["max_relative_error"] >= 1e-7:
        return "the gradient is wrong"
    return "the gradient is right"
