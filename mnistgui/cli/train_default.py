"""``mnistgui train-default``: make the default model anew."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import click
import numpy as np
from tqdm import tqdm

from mnistgui.cli.progress import TrainingProgress
from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.locate import find_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.drawing.judge_training import learnt_judge
from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.default_model import FILE_NAME, save_default_model
from mnistgui.files.digit_judge import beside, save_judge
from mnistgui.files.models import load_model
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, save_run
from mnistgui.ink.jsonl import read_drawings
from mnistgui.nn.network import Network
from mnistgui.training.calibration import calibrated, reliability
from mnistgui.training.config import TrainingConfig, parse_assignments
from mnistgui.training.default_model import (
    COPIES,
    RECIPE,
    Recordings,
    as_read,
    divided_by_writer,
    learning_mix,
    redrawn,
)
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Diverged, EpochEnded
from mnistgui.training.history import History
from mnistgui.training.measuring import divide
from mnistgui.training.trainer import Trainer

_SYNTHETIC_DIGITS = 80_000
_NONE = 15 / 8
"""So many shapes that are no digits are drawn for each synthetic digit."""


@click.command("train-default")
@click.option("--data", type=click.Path(path_type=Path), help="MNIST; where it was downloaded to.")
@click.option(
    "--strokes",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Labelled pen recordings to learn from too, one JSON object a line; may be repeated.",
)
@click.option(
    "--aside",
    type=click.IntRange(2),
    metavar="N",
    help="Keep every N-th writer of the recordings aside, and measure on them.",
)
@click.option(
    "--synthetic",
    type=click.IntRange(10),
    default=_SYNTHETIC_DIGITS,
    show_default=True,
    help="How many digits the program draws to learn from.",
)
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Change the recipe.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(FILE_NAME),
    show_default=True,
    help="The model. Beside it a run file is kept after every epoch, with .run before the suffix, "
    "and the judge that tells digits from what is none, with the suffix .judge.npz.",
)
@click.option(
    "--resume", "part", flag_value="rest", help="Go on from the run file of an earlier, broken run."
)
@click.option(
    "--judge-only", "part", flag_value="judge", help="Make the judge alone, for a model there is."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def train_default_command(
    data: Path | None,
    strokes: Sequence[Path],
    aside: int | None,
    synthetic: int,
    settings: Sequence[str],
    out: Path,
    *,
    part: Literal["rest", "judge"] | None,
    as_json: bool,
) -> None:
    """Make the default model that reads drawings.

    It learns from MNIST, from synthetic digits and from pen recordings, all warped again and
    again. The recordings that the shipped model learnt from are those of UCI's "Pen-Based
    Recognition of Handwritten Digits" (Alpaydin and Alimoglu, original recordings, CC BY 4.0):
    get them from the UCI Machine Learning Repository, data set 81, and write each digit as a line
    {"label": 3, "writer": "anna", "strokes": [[[x, y], ...], ...]}, y growing downward. Without
    --strokes the network learns from MNIST and synthetic digits alone.

    Beside it a small judge learns from the same digits, and from shapes drawn at random, what is
    no digit; that takes a few minutes.
    """
    config = TrainingConfig.from_strings(parse_assignments(settings), RECIPE)
    drawings = [drawing for path in strokes for drawing in read_drawings(path)]
    recordings = divided_by_writer(drawings, aside or 0)
    drawn = synthetic_dataset(synthetic, seed=config.seed).train
    config, mix = _mixed(config, _mnist(data), drawn, recordings)
    learnt, validation = divide(config, mix)
    if part == "judge":
        load_model(out)  # whatever is wrong with it is told before the long work
    else:
        run_path = out.with_name(f"{out.stem}.run{out.suffix}")
        network = _learnt(_trainer(config, mix, run_path, resume=part == "rest"), run_path)
        save_default_model(calibrated(network, validation), out)
    rng = np.random.default_rng(config.seed)
    _save_judge(learnt, validation, round(_NONE * synthetic), rng, beside(out))
    result = _measured(load_model(out), mix.test, recordings)
    click.echo(json.dumps(result) if as_json else _format_result(result, out))


def _mnist(path: Path | None) -> Dataset:
    dataset = find_dataset(path)
    if dataset is None:
        raise UserError("there is no MNIST to learn from; give --data PATH or 'data download' it")
    return dataset


def _mixed(
    config: TrainingConfig, mnist: Dataset, synthetic: Split, recordings: Recordings
) -> tuple[TrainingConfig, Dataset]:
    """Return all digits to learn from, and settings that hold the right ones of them back."""
    rng = np.random.default_rng(config.seed)
    real, validation = divide(config, mnist)
    if not len(validation):
        raise UserError("the temperature is fitted on validation digits; validation_size is 0")
    recorded = redrawn(recordings.learnt, rng, COPIES)
    mix = learning_mix([real, synthetic, recorded], validation, mnist.test, rng)
    return replace(config, validation_size=len(validation)), mix


def _trainer(config: TrainingConfig, mix: Dataset, run_path: Path, *, resume: bool) -> Trainer:
    """Return a new trainer, or one that resumes the run file."""
    if not resume:
        return Trainer(config, mix)
    run = load_run(run_path)
    if run.config != config:
        raise UserError(f"{run_path} was begun with other settings; resume with the same ones")
    return run.resumed(mix)


def _learnt(trainer: Trainer, run_path: Path) -> Network:
    """Train to the end, and save the run after every epoch."""
    facts, history = DataFacts.from_dataset(trainer.dataset), History()
    with TrainingProgress() as progress:
        for event in trainer:
            progress.show(event)
            history.add(event)
            if isinstance(event, Diverged):
                raise UserError(event.sentence)
            if isinstance(event, EpochEnded):
                save_run(run_path, SavedRun.from_trainer(trainer, facts, history))
    return trainer.snapshot()


def _save_judge(
    digits: Split, held_out: Split, others: int, rng: np.random.Generator, path: Path
) -> None:
    """Train the judge, and save it."""
    with tqdm(total=100, unit="%", desc="judge", disable=None) as bar:

        def show(share: float) -> None:
            bar.update(round(100 * share) - bar.n)

        judge = learnt_judge(digits, held_out.images, others, rng, watch=show)
    save_judge(judge, path)


def _measured(network: Network, test: Split, recordings: Recordings) -> dict[str, Any]:
    """Measure the accuracy of the saved model."""
    sure = reliability(network.probabilities(test.images), network.head.targets(test.labels))
    aside = as_read(recordings.aside)
    return {
        "test_accuracy": evaluate(network, test).accuracy,
        "expected_calibration_error": sure.expected_calibration_error,
        "aside_accuracy": evaluate(network, aside).accuracy if len(aside) else None,
        "aside_digits": len(aside),
        "aside_per_digit": _per_digit(network, aside),
        "parameters": network.parameter_count,
    }


def _per_digit(network: Network, aside: Split) -> dict[str, float]:
    """Return the accuracy on each digit that occurs."""
    right = network.probabilities(aside.images).argmax(axis=1) == aside.labels
    digits = np.unique(aside.labels).tolist()
    return {str(digit): float(right[aside.labels == digit].mean()) for digit in digits}


def _format_result(result: dict[str, Any], out: Path) -> str:
    """Format the result as a few lines."""
    lines = [f"{name.replace('_', ' '):28} {value}" for name, value in result.items()]
    return "\n".join([*lines, f"{'saved as':28} {click.format_filename(out)}"])
