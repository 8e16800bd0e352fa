"""One undo history for the whole window: Ctrl+Z undoes the last command, wherever the focus is.

Strokes and everything else lie on two stacks, so that the buttons beside the canvas can undo
strokes alone; the window undoes whichever of the two was used last.
"""

from collections.abc import Callable, Iterator
from enum import Enum

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

_MOST_COMMANDS = 100  # commands of each stack


class Domain(Enum):
    """A kind of commands that can be undone apart from others."""

    STROKES = "strokes"
    WINDOW = "window"


class DoneCommand(QUndoCommand):
    """A command that has been carried out, with functions that undo and redo it."""

    def __init__(
        self, text: str, undo: Callable[[], object], redo: Callable[[], object], domain: Domain
    ) -> None:
        super().__init__(text)
        self.domain = domain
        self._undo, self._redo = undo, redo
        self._pushed = False

    def undo(self) -> None:
        """Undo the command."""
        self._undo()

    def redo(self) -> None:
        """Redo the command; Qt also calls this when it is pushed, when nothing needs doing."""
        if self._pushed:
            self._redo()
        self._pushed = True


class UndoHistory(QObject):
    """The commands that can be undone, and those that can be redone."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stacks = {domain: QUndoStack(self) for domain in Domain}
        for stack in self._stacks.values():
            stack.setUndoLimit(_MOST_COMMANDS)
        self._done: list[Domain] = []  # of each command that can be undone, in order
        self._undone: list[Domain] = []
        self.busy = False  # whether something is being undone or redone

    def push(
        self,
        text: str,
        undo: Callable[[], object],
        redo: Callable[[], object],
        domain: Domain = Domain.WINDOW,
    ) -> DoneCommand | None:
        """Record a command that has just been carried out.

        None is returned for what an undo or redo itself has led to, which is noted already.
        """
        if self.busy:
            return None
        command = DoneCommand(text, undo, redo, domain)
        self._stacks[domain].push(command)
        self._done.append(domain)
        self._undone = [other for other in self._undone if other is not domain]
        self._tidy()
        return command

    @property
    def undo_text(self) -> str:
        """The text of the command that would be undone; empty for none."""
        return self._stacks[self._done[-1]].undoText() if self._done else ""

    @property
    def redo_text(self) -> str:
        """The text of the command that would be redone; empty for none."""
        return self._stacks[self._undone[-1]].redoText() if self._undone else ""

    def can_undo(self, domain: Domain) -> bool:
        """Return whether something of a domain can be undone."""
        return self._stacks[domain].canUndo()

    def can_redo(self, domain: Domain) -> bool:
        """Return whether something of a domain can be redone."""
        return self._stacks[domain].canRedo()

    def holds(self, command: DoneCommand) -> bool:
        """Return whether a command can still be undone or redone."""
        return any(other is command for other in self._commands(command.domain))

    def is_done(self, command: DoneCommand) -> bool:
        """Return whether a command can still be undone."""
        done = self._stacks[command.domain].index()
        commands = list(self._commands(command.domain))[:done]
        return any(other is command for other in commands) and not command.isObsolete()

    def is_newest(self, command: DoneCommand) -> bool:
        """Return whether a command is the one that would be undone next."""
        stack = self._stacks[command.domain]
        newest = self._done[-1:] == [command.domain]
        return newest and stack.command(stack.index() - 1) is command

    @Slot()
    def undo(self) -> None:
        """Undo the last command."""
        if self._done:
            self.undo_in(self._done[-1])

    @Slot()
    def redo(self) -> None:
        """Redo the command that was undone last."""
        if self._undone:
            self.redo_in(self._undone[-1])

    def undo_in(self, domain: Domain) -> None:
        """Undo the last command of a domain."""
        if domain in self._done:
            self._carry_out(self._stacks[domain].undo)
            self._undone.append(_pop_last(self._done, domain))
            self._tidy()

    def redo_in(self, domain: Domain) -> None:
        """Redo the command of a domain that was undone last."""
        if domain in self._undone:
            self._carry_out(self._stacks[domain].redo)
            self._done.append(_pop_last(self._undone, domain))
            self._tidy()

    def undo_command(self, command: DoneCommand) -> None:
        """Undo one command, though others were carried out after it; it cannot be redone then."""
        if self.is_done(command):
            self._carry_out(command.undo)
            command.setObsolete(True)
            self._tidy()

    def _carry_out(self, work: Callable[[], None]) -> None:
        self.busy = True
        try:
            work()
        finally:
            self.busy = False

    def _commands(self, domain: Domain) -> Iterator[QUndoCommand]:
        stack = self._stacks[domain]
        return (stack.command(place) for place in range(stack.count()))

    def _tidy(self) -> None:
        """Drop commands that were undone out of order, and the oldest beyond the limit."""
        for domain, stack in self._stacks.items():
            while stack.canUndo() and stack.command(stack.index() - 1).isObsolete():
                stack.undo()  # Qt removes it without carrying it out
            while self._done.count(domain) > stack.index():
                self._done.remove(domain)
            redoable = stack.count() - stack.index()
            while self._undone.count(domain) > redoable:
                self._undone.remove(domain)
        self.changed.emit()


def _pop_last(domains: list[Domain], domain: Domain) -> Domain:
    """Remove and return the last command of a domain in a list."""
    place = len(domains) - 1 - domains[::-1].index(domain)
    return domains.pop(place)
