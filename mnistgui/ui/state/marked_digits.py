"""The flags and notes of a person on digits, which belong to the inspected run."""

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.files.digit_marks import LONGEST_NOTE, DigitMark
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.digits_note import is_own
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.session import Session


class MarkedDigits(QObject):
    """Reads and changes the marks of the inspected run, for the digits of a part."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        session.runs.marked.connect(self._pass_on)

    @property
    def run(self) -> Run | None:
        """The run that keeps the marks; None where the digits at hand are not those of a run."""
        run, dataset = self._session.inspected.run, self._session.dataset
        if run is None or dataset is None or not is_own(self._session, run, dataset):
            return None
        return run

    def of(self, part: Part) -> dict[int, DigitMark]:
        """Return the marks of a part, by the index of the digit in it."""
        run = self.run
        if run is None:
            return {}
        first, name = self._first(part), _name(part)
        end = self._first(Part.VALIDATION) if part is Part.TRAINING else None
        return {
            mark.index - first: mark
            for mark in run.marks
            if mark.part == name and mark.index >= first and (end is None or mark.index < end)
        }

    def toggle_flag(self, part: Part, index: int) -> None:
        """Flag a digit, or take its flag away; its note stays."""
        mark = self._mark(part, index)
        self._set(part, index, flagged=not mark.flagged, note=mark.note)

    def set_note(self, part: Part, index: int, note: str) -> None:
        """Note something on a digit; an empty note is none."""
        mark = self._mark(part, index)
        self._set(part, index, flagged=mark.flagged, note=note.strip()[:LONGEST_NOTE])

    def _mark(self, part: Part, index: int) -> DigitMark:
        unmarked = DigitMark(_name(part), index, flagged=False)
        return self.of(part).get(index, unmarked)

    def _set(self, part: Part, index: int, *, flagged: bool, note: str) -> None:
        run = self.run
        if run is not None:
            mark = DigitMark(_name(part), self._first(part) + index, flagged, note)
            self._session.runs.mark(run, mark)

    def _first(self, part: Part) -> int:
        """Return the index of the first digit of a part among those of the data set."""
        run, dataset = self.run, self._session.dataset
        if part is not Part.VALIDATION or run is None or dataset is None:
            return 0
        _, valid = self._session.divided_digits.divide(run.config, dataset)
        return len(dataset.train) - len(valid)

    @Slot(int)
    def _pass_on(self, number: int) -> None:
        if self.run is not None and self.run.number == number:
            self.changed.emit()


def _name(part: Part) -> str:
    return "test" if part is Part.TEST else "train"
