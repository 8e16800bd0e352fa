"""The choice of what is worked out: which digit, which network, and how it learns."""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QSignalBlocker, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDoubleSpinBox, QPlainTextEdit, QSpinBox

from mnistgui.data.dataset import Split
from mnistgui.data.picture_kind import CLASSES, MAX_CLASSES
from mnistgui.errors import UserError
from mnistgui.inspection.numbers.example import LARGE_LOGITS, WORKED, Example, SmallExample
from mnistgui.inspection.numbers.typed import typed_example, typed_text
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import OPTIMIZERS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import chosen
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.state.part_reading import split_of
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain
from mnistgui.ui.widgets.combo import Combo

_DRAWING, _TYPED, _OWN = "drawing", "typed", "own"
_PARTS = (Part.TEST, Part.TRAINING)
_MOST_TAKEN = 100
_TYPED_LINES = 7
_RATE_PIXELS = 148  # widest


class ExampleChoice(QObject):
    """Makes an example of what a person has chosen; its widgets are laid out by the view."""

    changed = Signal()

    def __init__(self, session: Session, drawing: CurrentDrawing, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._drawing = session, drawing
        self.subject = Combo("numbers_subject", 10)
        self.index = QSpinBox()
        self.label = QSpinBox()
        self.optimizer = Combo("numbers_optimizer", 8)
        self.rate = QDoubleSpinBox()
        self.taken = QSpinBox()
        self.typed = QPlainTextEdit()
        self._fill()
        self._describe()
        self._connect()
        self._follow_subject()

    def example(self) -> Example:
        """Make the example.

        Raises
        ------
        UserError
            What is needed is not there, or what was typed is not understood.
        """
        what = self.subject.currentData()
        if isinstance(what, SmallExample):
            return self._learning(what.example(self.subject.currentText()))
        if what == _TYPED:
            small = typed_example(self.typed.toPlainText())
            return self._learning(small.example(tr("Typed network")))
        network = self._session.inspected.network
        if network is None:
            raise UserError(tr("Train or open a network first, or choose the worked example."))
        name, image, target = self._digit(network)
        x = network.pixel_scaling.scaled(image, network.dtype)
        return self._learning(Example(name, network, x, target))

    @property
    def follows_network(self) -> bool:
        """Whether the inspected network is worked out."""
        return self.subject.currentData() == _DRAWING or self._part is not None

    @property
    def follows_drawing(self) -> bool:
        """Whether the drawing is worked out."""
        return bool(self.subject.currentData() == _DRAWING)

    @property
    def _part(self) -> Part | None:
        part = self.subject.currentData()
        return part if isinstance(part, Part) else None

    @property
    def _split(self) -> Split | None:
        return None if self._part is None else split_of(self._session, self._part)

    def _digit(self, network: Network) -> tuple[str, NDArray[np.uint8], int]:
        """Return the name, the pixels and the class of the digit."""
        if self.follows_drawing:
            look = self._drawing.look
            if look is None:
                raise UserError(tr("Draw a digit first; its pixels are worked out here."))
            label = min(self.label.value(), _places(network) - 1)
            name = _class_name(network, label)
            return (
                tr("The drawing as a {0}").format(name),
                look.reading.image,
                _target(network, label),
            )
        split, i = self._split, self.index.value()
        if split is None or i >= len(split) or self._part is None:
            raise UserError(tr("Open digits first, or choose the worked example."))
        label = int(split.labels[i])
        title = self._part.title
        name = tr("{0} digit {1}, a {2}").format(title, i, split.class_names[label])
        return name, split.images[i], _target(network, label)

    def _learning(self, found: Example) -> Example:
        config = self._session.inspected.config or TrainingConfig()
        own = self.optimizer.currentData() == _OWN
        kind = OPTIMIZERS[config.optimizer if own else self.optimizer.currentData()]
        return replace(
            found,
            make_optimizer=partial(kind, **chosen(config, kind.settings)),
            rate=self.rate.value(),
            l2=config.l2 if own and self.follows_network else 0.0,
            taken=self.taken.value(),
        )

    @Slot()
    def _follow_subject(self) -> None:
        """Offer what the chosen subject needs, with its own learning rate."""
        what, split = self.subject.currentData(), self._split
        self.index.setVisible(self._part is not None)
        self.label.setVisible(self.follows_drawing)
        self.typed.setVisible(what == _TYPED)
        with QSignalBlocker(self.index), QSignalBlocker(self.rate):
            self.index.setRange(0, max(len(split) - 1, 0) if split is not None else 0)
            config = self._session.inspected.config or TrainingConfig()
            self.rate.setValue(config.learning_rate if self.follows_network else WORKED.rate)
        self.changed.emit()

    @Slot()
    def _follow_asked(self) -> None:
        """Show the digit that is asked about elsewhere, if digits are looked at here."""
        asked = self._session.asked_digit
        if self._part is not None and asked.part in _PARTS:
            with QSignalBlocker(self.subject), QSignalBlocker(self.index):
                self.subject.setCurrentIndex(self.subject.findData(asked.part))
                self.index.setMaximum(max(self.index.maximum(), asked.index))
                self.index.setValue(asked.index)
            self.changed.emit()

    def _fill(self) -> None:
        self.subject.addItem(tr("Worked example"), WORKED)
        self.subject.addItem(tr("Large logits"), LARGE_LOGITS)
        self.subject.addItem(tr("Typed network"), _TYPED)
        self.subject.addItem(tr("Test digit"), Part.TEST)
        self.subject.addItem(tr("Training digit"), Part.TRAINING)
        self.subject.addItem(tr("Drawing"), _DRAWING)
        self.optimizer.addItem(tr("As trained"), _OWN)
        for name, kind in OPTIMIZERS.items():
            self.optimizer.addItem(tr(kind.title), name)
        self.label.setRange(0, MAX_CLASSES - 1)
        self.rate.setDecimals(5)
        self.rate.setRange(0.0, 1000.0)
        self.rate.setSingleStep(0.01)
        self.rate.setPrefix(tr("rate "))
        self.rate.setMaximumWidth(_RATE_PIXELS)
        self.taken.setRange(0, _MOST_TAKEN)
        self.taken.setPrefix(tr("after "))
        self.taken.setSuffix(tr(" steps"))
        self.typed.setPlainText(typed_text())

    def _describe(self) -> None:
        for widget, name, title in (
            (self.subject, "numbers_subject", tr("What is worked out")),
            (self.index, "numbers_index", tr("Number of the digit")),
            (self.label, "numbers_label", tr("What the drawing is meant to be")),
            (self.optimizer, "numbers_optimizer", tr("Optimizer")),
            (self.rate, "numbers_rate", tr("Learning rate")),
            (self.taken, "numbers_taken", tr("Steps taken before this one")),
            (self.typed, "numbers_typed", tr("Network and digit, an array a line")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(title)
        explain(self.taken, tr("So many steps on this digit come before the one that is shown"))
        explain(self.label, tr("The digit that the drawing is meant to be: the loss needs it"))
        self.typed.setTabChangesFocus(True)
        lines = _TYPED_LINES * QFontMetrics(self.typed.font()).lineSpacing()
        self.typed.setFixedHeight(lines)
        for box in (self.index, self.label, self.rate, self.taken):
            box.setKeyboardTracking(False)

    def _connect(self) -> None:
        self.subject.currentIndexChanged.connect(self._follow_subject)
        self._session.dataset_changed.connect(self._follow_subject)
        self._session.asked_digit.changed.connect(self._follow_asked)
        for box in (self.index, self.label, self.rate, self.taken):
            box.valueChanged.connect(self.changed)
        self.optimizer.currentIndexChanged.connect(self.changed)
        self.typed.textChanged.connect(self.changed)


def _places(network: Network) -> int:
    """Return how many classes a drawing may be meant as."""
    logistic = isinstance(network.head, Logistic)
    return CLASSES if logistic else len(network.head.class_names)


def _class_name(network: Network, label: int) -> str:
    """Return the name of a class; that of its place where a network knows one class alone."""
    names = network.head.class_names
    return str(label) if isinstance(network.head, Logistic) else names[label]


def _target(network: Network, label: int) -> int:
    return int(network.head.targets(np.array([label], np.uint8))[0])
