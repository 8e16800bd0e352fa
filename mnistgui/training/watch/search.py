"""Searches the past of a run for the first step at which a condition holds."""

from collections.abc import Generator
from dataclasses import dataclass

from mnistgui.training.checkpoints import Checkpoints
from mnistgui.training.events import Stepped
from mnistgui.training.history import History
from mnistgui.training.replay import RunInputs
from mnistgui.training.replayer import Replayer
from mnistgui.training.trainer import Trainer
from mnistgui.training.watch.condition import Condition, Found, Watch
from mnistgui.training.watch.loss import LossJumps


@dataclass(frozen=True, eq=False)
class PastRun:
    """A run whose past is searched.

    Parameters
    ----------
    inputs : RunInputs
    checkpoints : Checkpoints
        From which its steps are near.
    history : History
    """

    inputs: RunInputs
    checkpoints: Checkpoints
    history: History


def search(
    run: PastRun, condition: Condition, first: int, last: int, replayer: Replayer | None = None
) -> Generator[int, None, Found | None]:
    """Search for the first step after one at which a condition holds.

    Parameters
    ----------
    run : PastRun
    condition : Condition
    first : int
        Steps after this one are searched.
    last : int
        The last step that is searched.
    replayer : Replayer or None
        Whose trainer is used again.

    Yields
    ------
    int
        The step that the search has come to; not going on gives it up.

    Returns
    -------
    Found or None

    Raises
    ------
    UserError
        The run cannot be replayed.
    """
    if isinstance(condition, LossJumps):
        return (yield from _search_history(run, condition, first, last))
    replayer = replayer or Replayer()
    trainer = replayer.stand_before(run.inputs, run.checkpoints.before(first), first)
    for stepped in run.inputs.replay(trainer, first):
        yield stepped.step
    watch = condition.begin(trainer)
    if condition.lasts:
        last = yield from _bisect(run, trainer, watch, first, last)
    for stepped in run.inputs.replay(trainer, last):
        found = watch(stepped)
        if found is not None:
            return found
        yield stepped.step
    return None


def _bisect(
    run: PastRun, trainer: Trainer, watch: Watch, first: int, last: int
) -> Generator[int, None, int]:
    """Have a trainer stand at the last checkpoint where nothing holds; returns the next one.

    Where the condition holds at none of them, that is the last step.
    """
    nothing = trainer.state()
    steps = [step for step in run.checkpoints.steps if first < step <= last]
    low, high = -1, len(steps)
    while high - low > 1:
        middle = (low + high) // 2
        state = run.checkpoints.before(steps[middle])
        if state is None:  # thinned meanwhile
            break
        run.inputs.return_to(trainer, state)
        yield steps[middle]
        if watch(Stepped(steps[middle], 0, 0.0, 0.0, 0.0, 0)):
            high = middle
        else:
            low, nothing = middle, state
    run.inputs.return_to(trainer, nothing)
    return steps[high] if high < len(steps) else last


def _search_history(
    run: PastRun, condition: LossJumps, first: int, last: int
) -> Generator[int, None, Found | None]:
    """Search what was kept of each step, without training it again."""
    table = run.history.steps
    watch = condition.begin_history()
    columns = [table[name][:last].tolist() for name in ("step", "loss", "accuracy")]
    for step, loss, accuracy in zip(*columns, strict=True):
        found = watch(Stepped(step, 0, loss, accuracy, 0.0, 0))
        if found is not None and step > first:
            return found
        yield step
    return None
