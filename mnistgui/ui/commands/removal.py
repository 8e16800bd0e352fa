"""Takes runs off the list; what is lost by that, or by a reset, can be put back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.taken_off import TakenOff
from mnistgui.ui.state.undo import DoneCommand, UndoHistory
from mnistgui.ui.strings import tr
from mnistgui.ui.training.planner import Planner
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic


@dataclass(eq=False)
class _Taken:
    """A run that was taken off; its command, and what is to be put back by undoing that."""

    off: TakenOff
    command: DoneCommand | None = None
    decided: bool = False  # the message that offered Undo was closed

    @property
    def number(self) -> int:
        return self.off.run.number


class Removal(QObject):
    """Sets runs aside for as long as they can be put back, at most until the window is closed.

    Those that the message still offers back by then are offered by the next visit.
    """

    def __init__(
        self, planner: Planner, history: UndoHistory, banner: Banner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._planner = planner
        self._runs = planner.runs
        self._history = history
        self._banner = banner
        self._taken: list[_Taken] = []
        self._again: _Taken | None = None  # what is reset once more by Redo
        self._said = ""
        banner.closed.connect(self._decide)
        history.changed.connect(self._look_at_history)
        planner.runs.removal_asked.connect(self.remove)
        planner.was_reset.connect(self._was_reset)

    def shut_down(self) -> None:
        """Forget the runs whose loss was agreed to; the others are offered by the next visit."""
        for taken in self._taken:
            if taken.decided:
                self._runs.forget(taken.number)

    @Slot(int)
    def remove(self, number: int) -> None:
        """Take a run off the list, unless it is not over yet."""
        run = self._runs.get(number)
        if run is not None and self._set_aside(run):
            taken = _Taken(TakenOff(run, self._planner.plan))
            redo = partial(self._set_aside, run)
            self._note(tr("Remove run {0}").format(number), taken, redo)

    def _set_aside(self, run: Run) -> bool:
        """Take a run off the list; whether that could be."""
        if run.alive:
            words = tr("Run {0} is not over yet; a run that was stopped can be removed.")
            self._banner.show_fault(words.format(run.number), topic=Topic.RUN_UNDER_WAY)
            return False
        if self._runs.get(run.number) is run:
            self._runs.set_aside(run.number)
        return True

    @Slot(object)
    def _was_reset(self, reset: TakenOff) -> None:
        """A run reset twice has one run in its place, the last."""
        if self._again is not None:
            self._again.off = reset
            return
        for taken in self._taken:
            if taken.off.instead is reset.run:
                taken.off = replace(taken.off, instead=reset.instead)
        if len(reset.run.history.steps):
            taken = _Taken(reset)
            redo = partial(self._reset_again, taken)
            self._note(tr("Reset run {0}").format(reset.run.number), taken, redo)
        else:
            self._runs.forget(reset.run.number)
            self._offer()

    def _reset_again(self, taken: _Taken) -> None:
        if self._runs.get(taken.number) is taken.off.run:
            self._runs.select(taken.number)
            self._again = taken
            self._planner.reset()
            self._again = None

    def _note(self, text: str, taken: _Taken, redo: Callable[[], object]) -> None:
        taken.decided = not _is_lost(taken.off.run)
        self._taken.append(taken)
        taken.command = self._history.push(text, partial(self._put_back, taken), redo)
        self._offer()

    def _offer(self) -> None:
        """Offer all that is lost back in one message, which is closed at once."""
        self._banner.withdraw(self._said)
        self._said = ""
        lost = [taken for taken in self._taken if not taken.decided and self._is_off(taken)]
        if lost:
            self._said = _told([taken.off for taken in lost])
            self._banner.show_notice(self._said, (tr("Undo"), partial(self._undo_all, lost)))

    def _undo_all(self, lost: Sequence[_Taken]) -> None:
        for taken in reversed(lost):
            if taken.command is not None:
                self._history.undo_command(taken.command)
        self._tell_of_rest([taken.off for taken in lost])

    def _put_back(self, taken: _Taken) -> None:
        self._planner.put_back(taken.off)
        self._tell_of_rest([taken.off])

    def _is_off(self, taken: _Taken) -> bool:
        return taken.command is not None and self._history.is_done(taken.command)

    @Slot()
    def _look_at_history(self) -> None:
        """Forget runs that cannot be put back any more; offer others no more that are back."""
        for taken in [*self._taken]:
            if taken.command is not None and not self._history.holds(taken.command):
                self._taken.remove(taken)
                self._runs.forget(taken.number)  # unless it is listed
        if self._said:
            self._offer_anew()

    def _offer_anew(self) -> None:
        lost = [taken for taken in self._taken if not taken.decided and self._is_off(taken)]
        if self._said != (_told([taken.off for taken in lost]) if lost else ""):
            self._offer()

    def _tell_of_rest(self, taken: Sequence[TakenOff]) -> None:
        """Other runs were begun since: what was planned after a run does not come back with it."""
        now = self._planner.plan
        for one in taken:
            if one.plan is not None and one.plan is not now and one.run in one.plan.begun[-1:]:
                rest = len(one.plan.planned) - len(one.plan.begun)
                if rest:
                    words = tr("Run {0} is back; what was planned after it ({1}) is not.")
                    self._banner.show_notice(words.format(one.run.number, rest))

    @Slot(str)
    def _decide(self, text: str) -> None:
        """The message was closed: Undo stays, but the next visit offers these runs no more."""
        if text == self._said:
            self._said = ""
            for taken in self._taken:
                taken.decided = True


def _is_lost(run: Run) -> bool:
    """Whether it has learnt something that the person has in no file."""
    steps = len(run.history.steps)
    # A run that was renamed since it was saved has learnt nothing more.
    if (
        run.checkpoint is None
        or run.saved_checkpoint is None
        or run.saved_checkpoint.state is not run.checkpoint.state
    ):
        return steps > 0
    # A run that was reset while it learnt may be further than the moment that was saved.
    return steps > len(run.checkpoint.history["steps"]["step"])


def _told(taken: Sequence[TakenOff]) -> str:
    numbers = [str(one.run.number) for one in taken]
    resets = [one.instead is not None for one in taken]
    if len(numbers) == 1:
        removed = tr("Run {0} was removed; it is in no file.")
        words = tr("Run {0} was reset; it is in no file.") if resets[0] else removed
        return words.format(numbers[0])
    if all(resets):
        words = tr("Runs {0} and {1} were reset; they are in no file.")
    elif any(resets):
        words = tr("Runs {0} and {1} were removed or reset; they are in no file.")
    else:
        words = tr("Runs {0} and {1} were removed; they are in no file.")
    return words.format(", ".join(numbers[:-1]), numbers[-1])
