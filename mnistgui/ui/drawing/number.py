"""The number on the canvas: which strokes make which digit, and which of the digits is read."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mnistgui.drawing.picture_frame import reads_digits
from mnistgui.ink.strokes import Line, Strokes
from mnistgui.ui.background.cooldowns import DRAWN_NUMBER
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.drawing.undoable_strokes import Lines
from mnistgui.ui.runs.run import Status
from mnistgui.ui.state.session import Session

_PEN_RESTS_MS = 60  # before the strokes are divided; a digit may get another stroke
_PEN_RESTS_WHILE_TRAINING_MS = 250


class DrawnNumber(QObject):
    """Divides the drawing into digits in another thread, each time the pen rests."""

    changed = Signal()  # the drawing is divided otherwise, or another digit of it is read

    def __init__(self, drawing: CurrentDrawing, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._session = session
        self._digits: tuple[Lines, ...] = ()
        self._place = 0
        self._worker = LatestWins(self, *DRAWN_NUMBER)
        self._worker.answered.connect(self._use)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._divide)
        drawing.changed.connect(self._plan)
        session.inspected_changed.connect(self._follow_network)
        self._divides = self._may_divide
        self._plan()  # of an earlier visit

    @property
    def digits(self) -> tuple[Strokes, ...]:
        """The digits from left to right; none where the whole drawing is read as one."""
        if len(self._digits) < 2 or self._strange_lines is None:
            return ()
        return tuple(Strokes(lines, self._drawing.pen_width) for lines in self._digits)

    @property
    def place(self) -> int:
        """Which of the digits is read, counted from 0."""
        return self._place

    @property
    def strokes_read(self) -> Strokes:
        """The strokes that a network reads: those of one digit, or the whole drawing.

        A stroke that is being drawn belongs to the last digit if it is above or below it.
        """
        strange = self._strange_lines
        if len(self._digits) < 2 or strange is None or len(strange) > 1:
            return self._drawing.strokes
        read = self._digits[self._place]
        if strange:
            last = self._digits[-1]
            read = (*last, *strange) if _overlap(last, strange[0]) else strange
        return Strokes(read, self._drawing.pen_width)

    @Slot(int)
    def choose(self, place: int) -> None:
        """Read one of the digits, the first or the last where the place is beyond them."""
        place = max(min(place, len(self._digits) - 1), 0)
        if place != self._place:
            self._place = place
            self.changed.emit()

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._soon.stop()
        self._worker.shut_down()

    @property
    def _strange_lines(self) -> Lines | None:
        """Strokes that are in no digit yet; None where a digit has strokes that are gone."""
        now = self._drawing.pen.lines
        known = {id(line) for lines in self._digits for line in lines}
        if not known <= {id(line) for line in now}:
            return None
        return tuple(line for line in now if id(line) not in known)

    @property
    def _may_divide(self) -> bool:
        """Whether digits are read, of which numbers are made; letters are not divided."""
        network = self._session.inspected.network
        return network is None or reads_digits(network)

    @Slot()
    def _follow_network(self) -> None:
        if self._may_divide != self._divides:
            self._divides = self._may_divide
            self._plan()

    @Slot()
    def _plan(self) -> None:
        if self._drawing.pen.writing:
            self._soon.stop()
            return
        training = self._session.training.status is Status.RUNNING
        self._soon.start(_PEN_RESTS_WHILE_TRAINING_MS if training else _PEN_RESTS_MS)

    @Slot()
    def _divide(self) -> None:
        strokes = self._drawing.strokes
        if len(strokes.lines) < 2 or not self._divides:
            self._use(((strokes.lines,), strokes.lines))
        else:
            self._worker.submit(partial(_divided, strokes))

    @Slot(object)
    def _use(self, answer: tuple[tuple[Lines, ...], Lines]) -> None:
        digits, of = answer
        now = self._drawing.pen.lines
        if len(of) != len(now) or any(a is not b for a, b in zip(of, now, strict=True)):
            return  # drawn on meanwhile: the next answer is under way
        if [list(map(id, one)) for one in digits] != [list(map(id, one)) for one in self._digits]:
            self._digits = digits
            self._place = len(digits) - 1
            self.changed.emit()


def _divided(strokes: Strokes) -> tuple[tuple[Lines, ...], Lines]:
    """Any thread: Divide a drawing into the strokes of its digits."""
    from mnistgui.files.divider import shipped_divider  # noqa: PLC0415 - not before it is needed

    digits = shipped_divider().digits_of(strokes)
    return tuple(digit.lines for digit in digits), strokes.lines


def _overlap(digit: Lines, line: Line) -> bool:
    """Return whether a stroke lies above, on or below a digit."""
    left = min(float(one[:, 0].min()) for one in digit)
    right = max(float(one[:, 0].max()) for one in digit)
    return bool(left <= line[:, 0].max() and line[:, 0].min() <= right)
