"""``mnistgui replay``: train a run again up to one of its steps, or until something happens."""

import json
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from mnistgui.cli.digits import announce, digits_of_run
from mnistgui.cli.output_files import RunOutput, locked_outputs, refuse_to_overwrite
from mnistgui.errors import UserError
from mnistgui.files.models import require_known_suffix, save_model
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run
from mnistgui.notation import thousands, three_significant
from mnistgui.per_cent import per_cent
from mnistgui.training.batches import BatchOfStep, batch_of_step
from mnistgui.training.checkpoints import Checkpoints
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Metrics
from mnistgui.training.measuring import divide
from mnistgui.training.summary import finite
from mnistgui.training.trainer import Trainer
from mnistgui.training.watch.condition import Condition, Found
from mnistgui.training.watch.search import PastRun, search
from mnistgui.training.watch.table import CONDITIONS, parse_condition, usage

_PATH = click.Path(path_type=Path)
_SHOWN_DIGITS = 10
_TABLE = "Conditions:\n\n" + "\n\n".join(
    f"{usage(kind)}: {kind.title}." for kind in CONDITIONS.values()
)


@click.command(epilog=_TABLE)
@click.argument("run", type=_PATH)
@click.option("--step", type=click.IntRange(min=0), help="Steps taken; 0: none.")
@click.option("--until", metavar="CONDITION", help="The first step at which a condition holds.")
@click.option(
    "--after",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="With --until: steps after this one are searched.",
)
@click.option("--data", type=_PATH, help="The run's digits; by default they are looked for.")
@click.option("--out", type=_PATH, metavar="FILE", help="Save the network of that step, as export.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_context
def replay_command(
    context: click.Context,
    run: Path,
    step: int | None,
    until: str | None,
    after: int,
    data: Path | None,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Train RUN again up to a step, to the same bits, and measure the network of that moment.

    With --until the step is searched for, and the batch that it learnt from is told; ends with 1
    where the condition holds at no step.
    """
    if (step is None) == (until is None):
        raise UserError("either --step N or --until CONDITION is accepted")
    condition = None if until is None else parse_condition(until)
    if out is not None:
        RunOutput(out).check()
        require_known_suffix(out)
        refuse_to_overwrite(run, out)
    saved = load_run(run)
    replayed = _Replayed(saved, data)
    found = None
    if condition is not None:
        found = replayed.search(condition, after)
        if found is None:
            click.echo(json.dumps({"found": False}) if as_json else "no step shows it")
            context.exit(1)
    wanted = found.step if found else step or 0
    trainer, batch = replayed.go_to(wanted, with_batch=found is not None)
    if out is not None:
        with locked_outputs([out]):
            save_model(trainer.snapshot(), out)
    names = trainer.dataset.kind.class_names
    record = {**_found_record(found, batch), **_record(trainer)}
    click.echo(json.dumps(record) if as_json else _format(record, found, batch, names))


class _Replayed:
    """A run that is trained again from its checkpoints."""

    def __init__(self, saved: SavedRun, data: Path | None) -> None:
        dataset = digits_of_run(data, saved.data)
        announce(dataset)
        self._inputs = saved.recording(dataset)
        self._checkpoints = Checkpoints(budget_bytes=1 << 62)
        for state in saved.checkpoints:
            self._checkpoints.add(state)
        self._history = saved.restored_history()

    def search(self, condition: Condition, after: int) -> Found | None:
        """The first step at which a condition holds."""
        last = len(self._history.steps)
        past = PastRun(self._inputs, self._checkpoints, self._history)
        searching = search(past, condition, min(after, last), last)
        with tqdm(total=last, unit=" steps", desc="searching", disable=None) as bar:
            while True:
                try:
                    bar.update(next(searching) - bar.n)
                except StopIteration as end:
                    found: Found | None = end.value
                    return found

    def go_to(self, step: int, *, with_batch: bool) -> tuple[Trainer, BatchOfStep | None]:
        """A trainer that has taken so many steps, and the batch of the last of them if wanted."""
        before = max(step - int(with_batch), 0)
        trainer = self._inputs.trainer_at(self._checkpoints.before(before))
        steps = self._inputs.replay(trainer, before)
        left = before - trainer.progress.step
        for _ in tqdm(steps, total=left, unit=" steps", desc="replaying", disable=None):
            pass
        return trainer, batch_of_step(self._inputs, trainer, step) if with_batch else None


def _found_record(found: Found | None, batch: BatchOfStep | None) -> dict[str, Any]:
    """What was found, the digits that show it, and the batch of that step, the worst first."""
    if found is None or batch is None:
        return {}
    order = batch.by_loss()
    return {
        "found": True,
        "sentence": found.sentence,
        "test_digits": found.digits.tolist(),
        "batch": [
            {
                "digit": int(batch.rows[i]),
                "label": int(batch.labels[i]),
                "right": bool(batch.right[i]),
                "loss": finite(float(batch.losses[i])),
            }
            for i in order.tolist()
        ],
        "moved": {
            key: {"mean": finite(float(abs(array).mean())), "most": finite(float(abs(array).max()))}
            for key, array in batch.moved.items()
        },
    }


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


def _format(
    record: dict[str, Any],
    found: Found | None,
    batch: BatchOfStep | None,
    names: tuple[str, ...],
) -> str:
    """A line for people; of what was searched for, some more."""
    parts = {"train": "training", "valid": "validation", "test": "test"}
    read = ", ".join(
        f"{words} {per_cent(record[f'{name}_accuracy'])}"
        for name, words in parts.items()
        if record[f"{name}_accuracy"] is not None
    )
    line = (
        f"step {thousands(record['step'])}, epoch {record['epoch']:.2f}: {read}; "
        f"weights {record['weights_sha256']}"
    )
    if found is None or batch is None:
        return line
    return "\n".join([found.sentence, *_format_digits(found, batch, names), line])


def _format_digits(found: Found, batch: BatchOfStep, names: tuple[str, ...]) -> list[str]:
    worst = ", ".join(
        f"{row} (a {names[label]}, loss {three_significant(loss)})"
        for row, label, loss in (
            (batch.rows[i], batch.labels[i], float(batch.losses[i]))
            for i in batch.by_loss()[:_SHOWN_DIGITS].tolist()
        )
    )
    lines = [f"training digits of the batch with the largest losses: {worst}"]
    if len(found.digits):
        shown = ", ".join(map(str, found.digits[:_SHOWN_DIGITS].tolist()))
        lines.append(f"test digits that show it ({thousands(len(found.digits))}): {shown}")
    return lines
