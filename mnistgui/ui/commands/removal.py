"""Removes runs from the list, and puts back what a removal or a reset has lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.unlisted_run import UnlistedRun
from mnistgui.ui.state.undo import DoneCommand, UndoHistory
from mnistgui.ui.strings import tr
from mnistgui.ui.training.planner import Planner
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic


@dataclass(eq=False)
class _Unlisted:
    """A removed or reset run, and the command whose undoing puts it back."""

    removed: UnlistedRun
    command: DoneCommand | None = None
    decided: bool = False  # the message that offered Undo was closed

    @property
    def number(self) -> int:
        return self.removed.run.number


class Removal(QObject):
    """Holds removed runs for as long as they can be put back, at most until the window closes.

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
        self._unlisted: list[_Unlisted] = []
        self._again: _Unlisted | None = None  # what is reset once more by Redo
        self._said = ""
        banner.closed.connect(self._on_message_closed)
        history.changed.connect(self._forget_lost)
        planner.runs.removal_requested.connect(self.remove)
        planner.was_reset.connect(self._was_reset)

    def shut_down(self) -> None:
        """Free the runs that the person has agreed to lose; the next visit offers the others."""
        for unlisted in self._unlisted:
            if unlisted.decided:
                self._runs.forget(unlisted.number)

    @Slot(int)
    def remove(self, number: int) -> None:
        """Remove a run from the list, unless it is alive."""
        run = self._runs.get(number)
        if run is not None and self._set_aside(run):
            unlisted = _Unlisted(UnlistedRun(run, self._planner.plan))
            redo = partial(self._set_aside, run)
            self._push_command(tr("Remove run {0}").format(number), unlisted, redo)

    def _set_aside(self, run: Run) -> bool:
        """Remove a run from the list, and return whether that was possible."""
        if run.alive:
            words = tr("Run {0} is not over yet; a run that was stopped can be removed.")
            self._banner.show_fault(words.format(run.number), topic=Topic.RUN_UNDER_WAY)
            return False
        if self._runs.get(run.number) is run:
            self._runs.set_aside(run.number)
        return True

    @Slot(object)
    def _was_reset(self, reset: UnlistedRun) -> None:
        """Record a reset; a run that is reset twice has one run in its place, the last."""
        if self._again is not None:
            self._again.removed = reset
            return
        for unlisted in self._unlisted:
            if unlisted.removed.instead is reset.run:
                unlisted.removed = replace(unlisted.removed, instead=reset.instead)
        if len(reset.run.history.steps):
            unlisted = _Unlisted(reset)
            redo = partial(self._reset_again, unlisted)
            self._push_command(tr("Reset run {0}").format(reset.run.number), unlisted, redo)
        else:
            self._runs.forget(reset.run.number)
            self._offer()

    def _reset_again(self, unlisted: _Unlisted) -> None:
        if self._runs.get(unlisted.number) is unlisted.removed.run:
            self._runs.select(unlisted.number)
            self._again = unlisted
            self._planner.reset()
            self._again = None

    def _push_command(self, text: str, unlisted: _Unlisted, redo: Callable[[], object]) -> None:
        unlisted.decided = not _is_lost(unlisted.removed.run)
        self._unlisted.append(unlisted)
        unlisted.command = self._history.push(text, partial(self._put_back, unlisted), redo)
        self._offer()

    def _offer(self) -> None:
        """Offer in one message to undo all losses, and close the message before."""
        self._banner.withdraw(self._said)
        self._said = ""
        lost = [
            unlisted
            for unlisted in self._unlisted
            if not unlisted.decided and self._is_unlisted(unlisted)
        ]
        if lost:
            self._said = _sentence([unlisted.removed for unlisted in lost])
            self._banner.show_notice(self._said, (tr("Undo"), partial(self._undo_all, lost)))

    def _undo_all(self, lost: Sequence[_Unlisted]) -> None:
        for unlisted in reversed(lost):
            if unlisted.command is not None:
                self._history.undo_command(unlisted.command)
        self._show_rest_of_plans([unlisted.removed for unlisted in lost])

    def _put_back(self, unlisted: _Unlisted) -> None:
        self._planner.put_back(unlisted.removed)
        self._show_rest_of_plans([unlisted.removed])

    def _is_unlisted(self, unlisted: _Unlisted) -> bool:
        return unlisted.command is not None and self._history.is_done(unlisted.command)

    @Slot()
    def _forget_lost(self) -> None:
        """Free runs that cannot be put back any more, and offer only those that are still lost."""
        for unlisted in [*self._unlisted]:
            if unlisted.command is not None and not self._history.holds(unlisted.command):
                self._unlisted.remove(unlisted)
                self._runs.forget(unlisted.number)  # unless it is listed
        if self._said:
            self._offer_anew()

    def _offer_anew(self) -> None:
        lost = [
            unlisted
            for unlisted in self._unlisted
            if not unlisted.decided and self._is_unlisted(unlisted)
        ]
        if self._said != (_sentence([unlisted.removed for unlisted in lost]) if lost else ""):
            self._offer()

    def _show_rest_of_plans(self, unlisted: Sequence[UnlistedRun]) -> None:
        """Say which planned runs do not come back, since other runs were begun since."""
        now = self._planner.plan
        for one in unlisted:
            if one.plan is not None and one.plan is not now and one.run in one.plan.begun[-1:]:
                rest = len(one.plan.planned) - len(one.plan.begun)
                if rest:
                    words = tr("Run {0} is back; what was planned after it ({1}) is not.")
                    self._banner.show_notice(words.format(one.run.number, rest))

    @Slot(str)
    def _on_message_closed(self, text: str) -> None:
        """Do not offer the lost runs at the next visit, though Undo still puts them back."""
        if text == self._said:
            self._said = ""
            for unlisted in self._unlisted:
                unlisted.decided = True


def _is_lost(run: Run) -> bool:
    """Return whether a run has learnt something that is in no file of the person."""
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


def _sentence(unlisted: Sequence[UnlistedRun]) -> str:
    numbers = [str(one.run.number) for one in unlisted]
    resets = [one.instead is not None for one in unlisted]
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
