"""``mnistgui train``: train a network without a window."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import DATA_OPTION, announce, digits_of_run, found_digits
from mnistgui.cli.interventions import TrainingCourse, course_options
from mnistgui.cli.output_files import RunOutput, locked_outputs, output_options
from mnistgui.cli.progress import TrainingProgress
from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files.index_list import read_index_list
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, save_run
from mnistgui.files.run_recorder import RunRecorder
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.config import FIELDS, TrainingConfig, parse_assignments
from mnistgui.training.events import Event
from mnistgui.training.presets import PresetRun, preset_named
from mnistgui.training.summary import Outcome, summary
from mnistgui.training.trainer import Trainer
from mnistgui.training.trouble import Trouble
from mnistgui.training.troubles import divergence, trouble_at_end

FIELD_LIST = "\n\n".join(f"{f.name}: {f.help} Accepted: {f.accepted}." for f in FIELDS)
_PATH = click.Path(path_type=Path)


@dataclass(frozen=True, kw_only=True)
class _NewRuns:
    """What the options say of runs to begin."""

    preset: str | None
    settings: Sequence[str]
    leave_out: Path | None

    def runs(self) -> list[PresetRun]:
        """The runs, with digits of a list left out beside those that their settings name."""
        runs = self._of_settings()
        if self.leave_out is None:
            return runs
        listed = read_index_list(self.leave_out)
        return [
            replace(run, config=replace(run.config, left_out=(*run.config.left_out, *listed)))
            for run in runs
        ]

    def _of_settings(self) -> list[PresetRun]:
        texts = parse_assignments(self.settings)
        if self.preset is None:
            return [PresetRun("", TrainingConfig.from_strings(texts))]
        chosen = preset_named(self.preset)
        if chosen.kind == "pretrained":
            raise UserError(
                f"{chosen.name} trains nothing; 'mnistgui reproduce {chosen.name}' measures it"
            )
        if chosen.kind == "gradient-check":
            raise UserError(f"{chosen.name} trains nothing; 'mnistgui gradcheck' carries it out")
        return [
            PresetRun(run.label, TrainingConfig.from_strings(texts, run.config))
            for run in chosen.runs
        ]


@click.command(epilog=FIELD_LIST)
@DATA_OPTION
@click.option("--preset", metavar="NAME", help="Settings of an experiment; see 'presets'.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Change a setting, or all that a link names.",
)
@click.option(
    "--leave-out",
    type=_PATH,
    metavar="FILE",
    help="Training digits that teach nothing: an index a line. Nothing else of the run changes.",
)
@click.option(
    "--resume",
    type=_PATH,
    metavar="RUN.h5",
    help="Go on with a run, to the same bits; --set changes settings from there.",
)
@output_options
@course_options
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object.")
def train(
    data: Path | None,
    resume: Path | None,
    output: RunOutput,
    course_after: Callable[[Sequence[str]], TrainingCourse],
    *,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Train a network; the last line of the output is its summary."""
    new = _NewRuns(**chosen)
    output = replace(output, out=output.out or resume)
    output.check()
    if output.seconds is not None and output.out is None:
        raise UserError("--autosave needs a file to save to; give --out RUN.h5 as well")
    if resume is not None:
        if new.preset or new.leave_out:
            raise UserError(
                "--resume goes on with the run's own settings; leave --preset and --leave-out out"
            )
        with locked_outputs([output.out]):
            _resume(resume, data, output, course_after(new.settings), as_json=as_json)
        return
    course = course_after(())
    runs = new.runs()
    for one in runs:
        course.check(one.config)
    outputs = [output.named(one.label, len(runs)) for one in runs]
    with locked_outputs([output.out for output in outputs]):
        _train_each(runs, found_digits(data), outputs, course, as_json=as_json)


def _resume(
    path: Path, data: Path | None, output: RunOutput, course: TrainingCourse, *, as_json: bool
) -> None:
    run = load_run(path)
    course.check(run.last_config, run.state.facts["step"])
    recorder = RunRecorder.resumed(
        run, digits_of_run(data, run.data), output.autosave(), output.checkpoints()
    )
    _print_record(_finish(recorder, output, course), as_json=as_json)


def _train_each(
    runs: Sequence[PresetRun],
    dataset: Dataset,
    outputs: Sequence[RunOutput],
    course: TrainingCourse,
    *,
    as_json: bool,
) -> None:
    for one, output in zip(runs, outputs, strict=True):
        if len(runs) > 1:
            click.echo(f"{one.label}:", err=True)
        recorder = RunRecorder(
            Trainer(one.config.fitted_to(dataset.kind), dataset),
            output.autosave(),
            checkpoints=output.checkpoints(),
        )
        _print_record({**_label(one), **_finish(recorder, output, course)}, as_json=as_json)


def _label(run: PresetRun) -> dict[str, str]:
    return {"run": run.label} if run.label else {}


def _finish(recorder: RunRecorder, output: RunOutput, course: TrainingCourse) -> dict[str, Any]:
    """Train to the end, to a step or to Ctrl-C, and save the run."""
    announce(recorder.trainer.dataset)
    begin = recorder.trainer.progress.step
    outcome = Outcome(history=recorder.history)
    try:
        with TrainingProgress() as progress:
            for event in course.events(recorder.trainer):
                _record_event(event, recorder, outcome, progress)
        _tell(_trouble(recorder.trainer.config, outcome))
    except KeyboardInterrupt:
        _save(recorder.whole_run(output.checkpoint_bytes), output)
        raise
    if begin and recorder.trainer.progress.step == begin:
        raise UserError("this run was over already; there is nothing left to train")
    _save(recorder.whole_run(output.checkpoint_bytes), output)
    for missed in course.missed(recorder.trainer.progress.step):
        words = f"the run ended before step {thousands(missed)}; nothing was changed there"
        click.echo(words, err=True)
    return summary(recorder.trainer, outcome)


def _trouble(config: TrainingConfig, outcome: Outcome) -> Trouble | None:
    if outcome.diverged is not None:
        return divergence(config, outcome.history, outcome.diverged)
    return trouble_at_end(config, outcome.history) if outcome.finished else None


def _tell(trouble: Trouble | None) -> None:
    """Say what went wrong, and which options try again; a divergence was shown with its event."""
    if trouble is None:
        return
    if trouble.name != "divergence":
        click.echo(trouble.sentence, err=True)
    if trouble.remedy:
        options = " ".join(f"--set {name}={value}" for name, value in trouble.remedy.items())
        click.echo(f"To try it: {options}", err=True)


def _record_event(
    event: Event, recorder: RunRecorder, outcome: Outcome, progress: TrainingProgress
) -> None:
    trouble = recorder.add(event)
    outcome.keep_result(event)
    progress.show(event)
    if trouble:
        click.echo(trouble, err=True)


def _save(run: SavedRun, output: RunOutput) -> None:
    if output.out is not None:
        save_run(output.out, run)
        click.echo(f"kept in {click.format_filename(output.out)}", err=True)


def _print_record(record: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(record))
        return
    epochs = "1 epoch" if record["epochs"] == 1 else f"{record['epochs']} epochs"
    click.echo(
        f"{record['dataset']}: test accuracy {_percent(record['test_accuracy'])}, "
        f"validation {_percent(record['valid_accuracy'])}, "
        f"training {_percent(record['train_accuracy'])} after {epochs} "
        f"and {thousands(record['seconds'], 1)} s of steps, "
        f"{thousands(record['samples_per_second'] or 0)} digits a second, "
        f"{thousands(record['parameters'])} parameters; ended: {record['ending']}"
    )


def _percent(part: float | None) -> str:
    return "not measured" if part is None else per_cent(part)
