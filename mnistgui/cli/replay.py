"""``mnistgui replay``: train a run again up to one of its steps."""

import json
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from mnistgui.cli.digits import announce, digits_of_run
from mnistgui.cli.output_files import RunOutput, locked_outputs, refuse_to_overwrite
from mnistgui.files.models import require_known_suffix, save_model
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Metrics
from mnistgui.training.measuring import divide
from mnistgui.training.summary import finite
from mnistgui.training.trainer import Trainer

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("run", type=_PATH)
@click.option("--step", type=click.IntRange(min=0), required=True, help="Steps taken; 0: none.")
@click.option("--data", type=_PATH, help="The run's digits; by default they are looked for.")
@click.option("--out", type=_PATH, metavar="FILE", help="Save the network of that step, as export.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def replay_command(
    run: Path, step: int, data: Path | None, out: Path | None, *, as_json: bool
) -> None:
    """Train RUN again up to a step, to the same bits, and measure the network of that moment."""
    if out is not None:
        RunOutput(out, None).check()
        require_known_suffix(out)
        refuse_to_overwrite(run, out)
    saved = load_run(run)
    trainer = _replayed(saved, step, data)
    if out is not None:
        with locked_outputs([out]):
            save_model(trainer.snapshot(), out)
    record = _record(trainer)
    click.echo(json.dumps(record) if as_json else _format(record))


def _replayed(saved: SavedRun, step: int, data: Path | None) -> Trainer:
    """A trainer that has taken the first steps of the run again."""
    dataset = digits_of_run(data, saved.data)
    announce(dataset)
    recording = saved.recording(dataset)
    trainer = recording.trainer_at(None)
    steps = recording.replay(trainer, step)
    for _ in tqdm(steps, total=step, unit=" steps", desc="replaying", disable=None):
        pass
    return trainer


def _record(trainer: Trainer) -> dict[str, Any]:
    """Where the trainer stands, and what its network reads."""
    progress, network = trainer.progress, trainer.snapshot()
    train, valid = divide(trainer.config, trainer.dataset)
    parts = {"train": train, "valid": valid, "test": trainer.dataset.test}
    metrics = {name: evaluate(network, part) if len(part) else None for name, part in parts.items()}
    return {
        "step": progress.step,
        "epoch": progress.step / trainer.steps_per_epoch,
        **{key: number for name, one in metrics.items() for key, number in _numbers(name, one)},
        "learning_rate": trainer.learning_rate,
        "weights_sha256": network.sha256(),
    }


def _numbers(name: str, metrics: Metrics | None) -> list[tuple[str, float | None]]:
    loss, accuracy = (metrics.loss, metrics.accuracy) if metrics else (None, None)
    return [
        (f"{name}_loss", None if loss is None else finite(loss)),
        (f"{name}_accuracy", accuracy),
    ]


def _format(record: dict[str, Any]) -> str:
    """One line for people."""
    parts = {"train": "training", "valid": "validation", "test": "test"}
    read = ", ".join(
        f"{words} {per_cent(record[f'{name}_accuracy'])}"
        for name, words in parts.items()
        if record[f"{name}_accuracy"] is not None
    )
    return (
        f"step {thousands(record['step'])}, epoch {record['epoch']:.2f}: {read}; "
        f"weights {record['weights_sha256']}"
    )
