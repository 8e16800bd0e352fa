"""The words of the status line: the state of a run, its pace, and its time left."""

from mnistgui.notation import thousands
from mnistgui.training.model import blueprint
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.run_ending import ending_words
from mnistgui.ui.runs.speed import Speed
from mnistgui.ui.shell.pace_choice import name_of
from mnistgui.ui.strings import tr
from mnistgui.ui.training.pace import Pace, PaceKind
from mnistgui.ui.widgets.job_line import remaining

BETWEEN = "  ·  "


def making(run: Run) -> str:
    """Return what is said before the first step: making a large network takes seconds."""
    weights = thousands(blueprint(run.config).parameter_count)
    return tr("Making the network of run {0}: {1} weights and biases ...").format(
        run.number, weights
    )


def whereabouts(run: Run, speed: Speed, pace: Pace) -> str:
    """Return the state and the speed of a run in one line."""
    if run.started is None:
        return ""
    steps = tr("step {0} of {1}").format(
        thousands(len(run.history.steps)), thousands(run.total_steps)
    )
    going = pace_of(run, speed, pace)
    return BETWEEN.join([*epoch_of(run), steps, *early_end_of(run), *going])


def at_rest(run: Run | None, *, digits: bool) -> str:
    """Return what is said while nothing trains, such as where an opened run has stopped."""
    if run is not None and len(run.history.steps):
        steps = tr("step {0}").format(thousands(len(run.history.steps)))
        state = early_end_of(run) or [tr(run.status.value)]
        return BETWEEN.join([tr("Run {0}").format(run.number), steps, *state])
    return tr("Ready") if digits else tr("No digits to learn from yet")


def early_end_of(run: Run) -> list[str]:
    """Return why and when a run ended before its last epoch; empty for every other."""
    ended = run.checkpoint.ended if run.checkpoint is not None else None
    return [] if ended in (None, "epochs") else [ending_words(run)]


def epoch_of(run: Run) -> list[str]:
    """Return the epoch that a run has reached; empty before the first step."""
    if run.started is None:
        return []
    epoch = len(run.history.steps) // run.started.steps_per_epoch + 1
    epochs = run.last_config.epochs
    return [tr("Epoch {0} of {1}").format(thousands(min(epoch, epochs)), thousands(epochs))]


def pace_of(run: Run, speed: Speed, pace: Pace) -> list[str]:
    """Return the pace and the speed of a run; empty while it is paused."""
    if run.started is None or run.status is not Status.RUNNING:
        return []
    name = name_of(pace.kind)
    if pace.kind is PaceKind.SLOW:
        one, more = tr("{0}: 1 step a second"), tr("{0}: {1} steps a second")
        return [(one if pace.slow_steps == 1 else more).format(name, pace.slow_steps)]
    if speed.per_second <= 0:
        return [name]
    digits = speed.per_second * run.started.train_size / run.started.steps_per_epoch
    return [tr("{0}: {1} digits/s").format(name, thousands(float(f"{digits:.3g}"), 0))]


def time_left(run: Run, speed: Speed) -> str:
    """Return the time that a run takes still, or why that is not known."""
    if run.status is not Status.RUNNING:
        return tr(run.status.value)
    seconds = speed.seconds_for(run.total_steps - len(run.history.steps))
    return tr(run.status.value) if seconds is None else remaining(seconds)
