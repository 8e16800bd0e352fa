"""The choice of what is asked about: a digit of a part by its index, or the drawing."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from mnistgui.data.dataset import Split
from mnistgui.nn.arrays import Indices
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.panels.blame.question import BlameQuestion
from mnistgui.ui.state.part_reading import split_of
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import IconButton, row
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.theme import Theme

_DRAWING = "drawing"


class SubjectChoice(QWidget):
    """A list of parts and the drawing, an index, and the class that digits spoke for."""

    changed = Signal()

    def __init__(self, session: Session, drawing: CurrentDrawing) -> None:
        super().__init__()
        self._session, self._drawing = session, drawing
        self._misread: Indices | None = None
        self.subjects = Combo("blame_subject", 10)
        self.index = QSpinBox()
        self.next_misread = IconButton("blame_next", "next", tr("Next misread test digit"))
        self.targets = Combo("blame_target", 12)
        self._fill()
        layout = row(self.subjects, self.index, self.next_misread, self.targets, None)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.subjects.currentIndexChanged.connect(self._follow_subject)
        self.index.valueChanged.connect(self.changed)
        self.targets.currentIndexChanged.connect(self.changed)
        self.next_misread.clicked.connect(self._go_to_next)
        session.asked_digit.changed.connect(self._follow_asked)
        session.dataset_changed.connect(self._follow_subject)
        self._follow_subject()
        self._follow_asked()

    @property
    def is_drawing(self) -> bool:
        """Whether the drawing is asked about."""
        return bool(self.subjects.currentData() == _DRAWING)

    def question(self) -> BlameQuestion | None:
        """Return the question; None where there is no such image."""
        of_label = bool(self.targets.currentData())
        if self.is_drawing:
            look = self._drawing.look
            image = None if look is None else look.reading.image
            return None if image is None else BlameQuestion(tr("The drawing"), image, None)
        part, split, i = self._part, self._split, self.index.value()
        if part is None or split is None or i >= len(split):
            return None
        name = tr("{0} digit {1}").format(part.title, i)
        label = int(split.labels[i])
        return BlameQuestion(name, split.images[i], label, of_label, split.class_names[label])

    def set_misread(self, misread: Indices | None) -> None:
        """Offer to go to the next of some test digits; None for none."""
        self._misread = misread
        self._enable()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.next_misread.set_theme(theme)

    @property
    def _part(self) -> Part | None:
        part = self.subjects.currentData()
        return part if isinstance(part, Part) else None

    @property
    def _split(self) -> Split | None:
        return None if self._part is None else split_of(self._session, self._part)

    @Slot()
    def _follow_subject(self) -> None:
        split = self._split
        self.index.setMaximum(max(len(split) - 1, 0) if split is not None else 0)
        self._enable()
        self.changed.emit()

    @Slot()
    def _follow_asked(self) -> None:
        asked = self._session.asked_digit
        self.subjects.setCurrentIndex(self.subjects.findData(asked.part))
        self.index.setValue(asked.index)

    @Slot()
    def _go_to_next(self) -> None:
        if self._misread is None or not len(self._misread):
            return
        later = self._misread[self._misread > self.index.value()]
        self.index.setValue(int(later[0] if len(later) else self._misread[0]))

    def _enable(self) -> None:
        some = self._misread is not None and len(self._misread) > 0
        self.next_misread.setEnabled(some and self._part is Part.TEST)
        self.index.setEnabled(not self.is_drawing)
        self.targets.setEnabled(not self.is_drawing)

    def _fill(self) -> None:
        self.subjects.setAccessibleName(tr("What is asked about"))
        self.subjects.setToolTip(tr("What is asked about"))
        for part in (Part.TEST, Part.VALIDATION, Part.TRAINING):
            self.subjects.addItem(tr("{0} digit").format(part.title), part)
        self.subjects.addItem(tr("The drawing"), _DRAWING)
        self.index.setObjectName("blame_index")
        self.index.setAccessibleName(tr("Index of the digit"))
        self.index.setToolTip(tr("Index of the digit in its part, counted from 0"))
        self.index.setKeyboardTracking(False)
        self.targets.setAccessibleName(tr("For which class digits spoke"))
        self.targets.setToolTip(tr("For which class digits spoke"))
        self.targets.addItem(tr("for what was read"), False)  # noqa: FBT003 - Qt's signature
        self.targets.addItem(tr("for its label"), True)  # noqa: FBT003 - Qt's signature
