"""Takes runs off the list; what is lost by that, or by a reset, can be put back."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.taken_off import TakenOff
from mnistgui.ui.strings import tr
from mnistgui.ui.training.planner import Planner
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic


class Removal(QObject):
    """Sets runs aside for as long as the message stands that offers them back.

    When the window is closed meanwhile, nothing has been decided yet: the next visit offers them.

    Parameters
    ----------
    planner : Planner
        Resets runs, and puts back what was taken off.
    banner : Banner
        Offers that.
    parent : QObject
        Keeps it.
    """

    def __init__(self, planner: Planner, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._planner = planner
        self._runs = planner.runs
        self._banner = banner
        self._taken: tuple[TakenOff, ...] = ()
        self._said = ""
        banner.closed.connect(self._forget)
        planner.runs.removal_asked.connect(self.remove)
        planner.was_reset.connect(self._was_reset)

    @Slot(int)
    def remove(self, number: int) -> None:
        """Take a run off the list, unless it is not over yet."""
        run = self._runs.get(number)
        if run is None:
            return
        if run.alive:
            words = tr("Run {0} is not over yet; a run that was stopped can be removed.")
            self._banner.complain(words.format(number), topic=Topic.RUN_UNDER_WAY)
            return
        if _is_lost(run):
            self._runs.set_aside(number)
            self._offer((*self._taken, TakenOff(run, self._planner.plan)))
        else:
            self._runs.remove(number)

    @Slot(object)
    def _was_reset(self, reset: TakenOff) -> None:
        """A run reset twice has one run in its place, the last."""
        taken = tuple(
            replace(one, instead=reset.instead) if one.instead is reset.run else one
            for one in self._taken
        )
        if _is_lost(reset.run):
            taken = (*taken, reset)
        else:
            self._runs.let_go(reset.run.number)
        if taken:
            self._offer(taken)

    def _offer(self, taken: tuple[TakenOff, ...]) -> None:
        """In one message for all, which is closed at once."""
        self._banner.withdraw(self._said)
        self._taken, self._said = taken, _told(taken)
        self._banner.tell(self._said, (tr("Undo"), partial(self._put_back, taken)))

    def _put_back(self, taken: Sequence[TakenOff]) -> None:
        for one in reversed(taken):
            self._planner.put_back(one)
        self._tell_of_rest(taken)

    def _tell_of_rest(self, taken: Sequence[TakenOff]) -> None:
        """Other runs were begun since: what was planned after a run does not come back with it."""
        now = self._planner.plan
        for one in taken:
            if one.plan is not None and one.plan is not now and one.run in one.plan.begun[-1:]:
                rest = len(one.plan.planned) - len(one.plan.begun)
                if rest:
                    words = tr("Run {0} is back; what was planned after it ({1}) is not.")
                    self._banner.tell(words.format(one.run.number, rest))

    @Slot(str)
    def _forget(self, text: str) -> None:
        if text == self._said:
            taken, self._taken, self._said = self._taken, (), ""
            for one in taken:
                self._runs.let_go(one.run.number)


def _is_lost(run: Run) -> bool:
    """Whether it has learnt something that the person has in no file."""
    steps = len(run.history.steps)
    if run.kept is None or not run.in_a_file:
        return steps > 0
    # A run that was reset while it learnt may be further than the moment that was saved.
    return steps > len(run.kept.history["steps"]["step"])


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
