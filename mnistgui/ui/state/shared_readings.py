"""What networks read in all digits of a part, found out once and shared by whoever asks.

One thread reads, one network and part after the other. Several panels look at the same digits with
the same network; each asks by an ``Asker`` of its own and hears of its newest question alone.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Split
from mnistgui.nn.network import Network
from mnistgui.ui.state.split_reading import SplitReading, read_with_rests
from mnistgui.ui.training.latest_of_learning import LatestOfLearning
from mnistgui.ui.training.training_control import TrainingControl

if TYPE_CHECKING:
    from mnistgui.training.evaluation import Reading

_PARTS_KEPT = 4  # of each network that is still in use


@dataclass(frozen=True, eq=False)
class _Question:
    """What one asker wants to know, and how often it had forgotten its questions by then."""

    asker: "Asker"
    network: Network
    splits: tuple[Split, ...]
    forgotten: int

    def is_same(self, other: "_Question | None") -> bool:
        return (
            other is not None
            and self.network is other.network
            and len(self.splits) == len(other.splits)
            and all(a is b for a, b in zip(self.splits, other.splits, strict=True))
        )


@dataclass(frozen=True, eq=False)
class _Answers:
    """What was read for some questions; what was known before is not read again."""

    questions: tuple[_Question, ...]
    read: tuple[SplitReading, ...]


class _Known:
    """What was read so far; it is let go with the network that read it."""

    def __init__(self) -> None:
        # Without the networks, which a reading would keep alive.
        self._of: WeakKeyDictionary[Network, deque[tuple[Split, Reading]]] = WeakKeyDictionary()

    def keep(self, found: SplitReading) -> None:
        parts = self._of.setdefault(found.network, deque(maxlen=_PARTS_KEPT))
        parts.append((found.split, found.reading))

    def find(self, network: Network, split: Split) -> SplitReading | None:
        return _find(self._of_network(network), network, split)

    def of_networks(self, questions: tuple[_Question, ...]) -> tuple[SplitReading, ...]:
        """All that the networks of some questions have read."""
        return tuple(one for question in questions for one in self._of_network(question.network))

    def _of_network(self, network: Network) -> list[SplitReading]:
        return [SplitReading(network, *part) for part in self._of.get(network, ())]


class Asker(QObject):
    """Asks for what networks read, on behalf of one panel or service.

    Parameters
    ----------
    readings : SharedReadings
        Answers.
    parent : QObject
        Keeps it.
    """

    answered = Signal(object)  # a tuple with a SplitReading for each split of a question

    def __init__(self, readings: "SharedReadings", parent: QObject) -> None:
        super().__init__(parent)
        self._readings = readings
        self.forgotten = 0

    def ask(self, network: Network, *splits: Split) -> None:
        """Ask what a network reads in some splits; a newer question takes an older one's place."""
        self._readings.ask(_Question(self, network, splits, self.forgotten))

    def forget(self) -> None:
        """Want no answer any more to what was asked."""
        self.forgotten += 1
        self._readings.withdraw(self)


class SharedReadings(QObject):
    """Reads for all askers, seldom while a network trains.

    Parameters
    ----------
    training : TrainingControl
        Tells whether a network trains.
    parent : QObject
        Keeps it.
    """

    def __init__(self, training: TrainingControl, parent: QObject) -> None:
        super().__init__(parent)
        self._known = _Known()
        self._open: dict[Asker, _Question] = {}  # what is still to be answered
        self._latest = LatestOfLearning(training, self)
        self._latest.answered.connect(self._take)

    def ask(self, question: _Question) -> None:
        """Answer at once what is known; have the rest read."""
        before = self._open.pop(question.asker, None)
        if self._answer(question):
            self._submit()
            return
        self._open[question.asker] = question
        if not question.is_same(before):
            self._submit()

    def withdraw(self, asker: Asker) -> None:
        """Read no more for an asker that forgets its question."""
        self._open.pop(asker, None)
        if self._open:
            self._submit()
        else:
            self._latest.forget()

    def hurry(self) -> None:
        """Read now what waits for the processor to have rested: a person waits for it."""
        self._latest.hurry()

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._latest.shut_down()

    def _answer(self, question: _Question) -> bool:
        """Answer a question where everything it takes is known."""
        found = [self._known.find(question.network, split) for split in question.splits]
        known = tuple(one for one in found if one is not None)
        if len(known) < len(found):
            return False
        if question.forgotten == question.asker.forgotten:
            question.asker.answered.emit(known)
        return True

    def _submit(self) -> None:
        if self._open:
            questions = tuple(self._open.values())
            self._latest.ask(partial(_read, questions, self._known.of_networks(questions)))
        else:
            self._latest.drop_waiting()

    @Slot(object)
    def _take(self, answers: _Answers) -> None:
        for one in answers.read:
            self._known.keep(one)
        for question in answers.questions:
            if question is self._open.get(question.asker):
                del self._open[question.asker]
            self._answer(question)
        for question in tuple(self._open.values()):
            if self._answer(question):
                self._open.pop(question.asker, None)
        self._submit()


def _find(known: Iterable[SplitReading], network: Network, split: Split) -> SplitReading | None:
    found = (one for one in known if one.network is network and one.split is split)
    return next(found, None)


def _read(questions: tuple[_Question, ...], known: tuple[SplitReading, ...]) -> _Answers:
    """Read what some questions take and nobody knows; called in the thread that reads."""
    read: list[SplitReading] = []
    for question in questions:
        for split in question.splits:
            if _find([*known, *read], question.network, split) is None:
                read.append(read_with_rests(question.network, split))
    return _Answers(questions, tuple(read))
