"""Readings of all digits of a part by a network, computed once and shared between panels.

One thread reads, one network and part after the other. Several panels need the readings of the same
digits by the same network; each has a ``ReadingClient``, which gets the answer to its newest
question alone.
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
from mnistgui.ui.state.split_reading import SplitReading, read_with_pauses
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.training.training_control import TrainingControl

if TYPE_CHECKING:
    from mnistgui.training.evaluation import DigitReadings

_PARTS_KEPT = 4  # of each network that is still in use


@dataclass(frozen=True, eq=False)
class _Question:
    """What one client wants read, and how many cancellations it had made by then."""

    client: "ReadingClient"
    network: Network
    splits: tuple[Split, ...]
    cancelled: int

    def is_same(self, other: "_Question | None") -> bool:
        return (
            other is not None
            and self.network is other.network
            and len(self.splits) == len(other.splits)
            and all(a is b for a, b in zip(self.splits, other.splits, strict=True))
        )


@dataclass(frozen=True, eq=False)
class _Answers:
    """The new readings for some questions; readings that were known are not repeated."""

    questions: tuple[_Question, ...]
    read: tuple[SplitReading, ...]


class _Known:
    """All readings so far; those of a network are freed with that network."""

    def __init__(self) -> None:
        # Without the networks, which a reading would keep alive.
        self._of: WeakKeyDictionary[Network, deque[tuple[Split, DigitReadings]]] = (
            WeakKeyDictionary()
        )

    def keep(self, found: SplitReading) -> None:
        parts = self._of.setdefault(found.network, deque(maxlen=_PARTS_KEPT))
        parts.append((found.split, found.reading))

    def find(self, network: Network, split: Split) -> SplitReading | None:
        return _find(self._of_network(network), network, split)

    def of_networks(self, questions: tuple[_Question, ...]) -> tuple[SplitReading, ...]:
        """Return all known readings by the networks of some questions."""
        return tuple(one for question in questions for one in self._of_network(question.network))

    def _of_network(self, network: Network) -> list[SplitReading]:
        return [SplitReading(network, *part) for part in self._of.get(network, ())]


class ReadingClient(QObject):
    """Requests readings on behalf of one panel or service."""

    answered = Signal(object)  # a tuple with a SplitReading for each split of a question

    def __init__(self, readings: "SharedReadings", parent: QObject) -> None:
        super().__init__(parent)
        self._readings = readings
        self.cancelled = 0

    def request(self, network: Network, *splits: Split) -> None:
        """Request a network's readings of some splits; this replaces an earlier request."""
        self._readings.submit(_Question(self, network, splits, self.cancelled))

    def cancel(self) -> None:
        """Cancel the request; its answer will not be emitted."""
        self.cancelled += 1
        self._readings.cancel(self)


class SharedReadings(QObject):
    """Computes the readings for all clients, throttled while a network trains."""

    def __init__(self, training: TrainingControl, parent: QObject) -> None:
        super().__init__(parent)
        self._known = _Known()
        self._open: dict[ReadingClient, _Question] = {}  # what is still to be answered
        self._worker = ThrottledLatestWins(training, self)
        self._worker.answered.connect(self._store_answers)

    def submit(self, question: _Question) -> None:
        """Answer a question at once if all of it is known; otherwise have the rest read."""
        before = self._open.pop(question.client, None)
        if self._answer(question):
            self._read_open()
            return
        self._open[question.client] = question
        if not question.is_same(before):
            self._read_open()

    def cancel(self, client: ReadingClient) -> None:
        """Drop the question of a client."""
        self._open.pop(client, None)
        if self._open:
            self._read_open()
        else:
            self._worker.cancel()

    def end_cooldown(self) -> None:
        """Read now what a cool-down holds back, since a person is waiting for it."""
        self._worker.end_cooldown()

    def shut_down(self) -> None:
        """Wait until the reading thread has ended."""
        self._worker.shut_down()

    def _answer(self, question: _Question) -> bool:
        """Answer a question if all its readings are known; return whether they were."""
        found = [self._known.find(question.network, split) for split in question.splits]
        known = tuple(one for one in found if one is not None)
        if len(known) < len(found):
            return False
        if question.cancelled == question.client.cancelled:
            question.client.answered.emit(known)
        return True

    def _read_open(self) -> None:
        if self._open:
            questions = tuple(self._open.values())
            self._worker.submit(partial(_read, questions, self._known.of_networks(questions)))
        else:
            self._worker.drop_pending()

    @Slot(object)
    def _store_answers(self, answers: _Answers) -> None:
        for one in answers.read:
            self._known.keep(one)
        for question in answers.questions:
            if question is self._open.get(question.client):
                del self._open[question.client]
            self._answer(question)
        for question in tuple(self._open.values()):
            if self._answer(question):
                self._open.pop(question.client, None)
        self._read_open()


def _find(known: Iterable[SplitReading], network: Network, split: Split) -> SplitReading | None:
    found = (one for one in known if one.network is network and one.split is split)
    return next(found, None)


def _read(questions: tuple[_Question, ...], known: tuple[SplitReading, ...]) -> _Answers:
    """Any thread: Read what some questions need and what is not known yet."""
    read: list[SplitReading] = []
    for question in questions:
        for split in question.splits:
            if _find([*known, *read], question.network, split) is None:
                read.append(read_with_pauses(question.network, split))
    return _Answers(questions, tuple(read))
