"""The part of the Study panel in which a study is planned: fields, values, seeds, pruner."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from mnistgui.sweeps.asked import AskedStudy
from mnistgui.sweeps.plan import MEASURES, PRUNERS
from mnistgui.training.config import FIELDS, TrainingConfig
from mnistgui.training.field_kinds import ChoiceField, IntegerField, RealField
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain, label, row
from mnistgui.ui.widgets.combo import Combo

_LAYERS = ("hidden_1", "hidden_2", "hidden_3")
_FIRST = (("learning_rate", "1, 0.1, 0.01"), ("hidden_1", "32, 64"))
_MOST_SEEDS, _MOST_TRIALS, _MOST_WORKERS = 100, 10_000, 256


class AxisRow(QWidget):
    """A field and its values or range."""

    changed = Signal()
    unwanted = Signal(QWidget)

    def __init__(self, number: int, name: str, values: str) -> None:
        super().__init__()
        self.field = Combo(f"study_field_{number}", 14)
        self.field.setAccessibleName(tr("Field {0} of the study").format(number))
        for layer in _LAYERS:
            self.field.addItem(tr("Width of layer {0}").format(layer[-1]), layer)
        for one in FIELDS:
            if isinstance(one, ChoiceField | IntegerField | RealField) and one.name != "seed":
                self.field.addItem(tr(one.label), one.name)
        self.field.setCurrentIndex(self.field.findData(name))
        self.values = QLineEdit(values)
        self.values.setObjectName(f"study_values_{number}")
        self.values.setAccessibleName(tr("Values of field {0}").format(number))
        explain(self.values, tr("Values with commas between, or a range such as 0.01..1:log"))
        self.remove = QPushButton(tr("Remove"))
        self.remove.setObjectName(f"study_remove_{number}")
        self.remove.setAccessibleName(tr("Remove field {0}").format(number))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.field, self.values, self.remove))
        self.field.currentIndexChanged.connect(self.changed)
        self.values.textChanged.connect(self.changed)
        self.remove.clicked.connect(self._ask_removal)

    @property
    def text(self) -> str:
        """What is chosen, as the command line has it."""
        return f"{self.field.currentData()}={self.values.text().replace(' ', '')}"

    @property
    def is_range(self) -> bool:
        """Whether values are drawn from a range."""
        return ".." in self.values.text()

    @Slot()
    def _ask_removal(self) -> None:
        self.unwanted.emit(self)


class StudyChoice(QWidget):
    """Fields with their values, seeds, measure, constraint, pruner and workers."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("study_choice")
        self.rows: list[AxisRow] = []
        self._made = 0
        self._axes = QVBoxLayout()
        self.add = QPushButton(tr("Add a field"))
        self.add.setObjectName("study_add_field")
        self.seeds = _number("study_seeds", tr("Seeds of each setting"), 1, _MOST_SEEDS)
        self.trials = _number("study_trials", tr("Settings that are drawn"), 20, _MOST_TRIALS)
        self.workers = _number("study_workers", tr("Workers on this machine"), 1, _MOST_WORKERS)
        self.measure = _words("study_measure", tr("Measure that is maximised"), MEASURES)
        self.prune = _words("study_prune", tr("Pruner"), {"": "None", **PRUNERS})
        self.where = QLineEdit()
        self.where.setObjectName("study_where")
        self.where.setAccessibleName(tr("Constraint on the cells"))
        self.where.setPlaceholderText(tr("parameters between 0.5M and 1M"))
        self._lay_out()
        for name, values in _FIRST:
            self.add_axis(name, values)
        self._connect()

    def add_axis(self, name: str, values: str) -> None:
        """Add a field with its values."""
        self._made += 1
        made = AxisRow(self._made, name, values)
        made.changed.connect(self._tell)
        made.unwanted.connect(self._remove)
        self.rows.append(made)
        self._axes.addWidget(made)
        self._tell()

    def asked(self, base: TrainingConfig) -> AskedStudy:
        """Return the study that is chosen; all other settings are those of the form."""
        usual = TrainingConfig()
        settings = [
            f"{one.name}={one.show(getattr(base, one.name))}"
            for one in FIELDS
            if getattr(base, one.name) != getattr(usual, one.name)
        ]
        ranges = [one.text for one in self.rows if one.is_range]
        return AskedStudy(
            settings=settings,
            grid=[one.text for one in self.rows if not one.is_range],
            search=ranges,
            trials=self.trials.value() if ranges else None,
            seeds=self.seeds.value(),
            where=self.where.text(),
            maximize=self.measure.currentData(),
            prune=self.prune.currentData() or None,
        )

    @Slot()
    def _add(self) -> None:
        used = {one.field.currentData() for one in self.rows}
        free = next(one.name for one in FIELDS if one.name not in used and one.changeable)
        self.add_axis(free, "")
        self.rows[-1].field.setFocus()

    @Slot(QWidget)
    def _remove(self, unwanted: AxisRow) -> None:
        self.rows.remove(unwanted)
        unwanted.hide()
        unwanted.deleteLater()
        self.add.setFocus()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.trials.setEnabled(any(one.is_range for one in self.rows))
        self.changed.emit()

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        for box in (self.seeds, self.trials, self.workers):
            box.valueChanged.connect(self._tell)
        for choice in (self.measure, self.prune):
            choice.currentIndexChanged.connect(self._tell)
        self.where.textChanged.connect(self._tell)

    def _lay_out(self) -> None:
        form = QFormLayout()
        seeds = label(tr("Seeds, and settings drawn from ranges"), "", "study_seeds_words")
        measure = label(tr("Maximise, and give up early"), "", "study_measure_words")
        form.addRow(seeds, _beside(self.seeds, self.trials))
        form.addRow(measure, _beside(self.measure, self.prune))
        form.addRow(tr("Only where"), self.where)
        form.addRow(tr("Workers"), self.workers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        words = tr("Every other setting is that of the Training form.")
        layout.addWidget(label(words, "muted", "study_base_words"))
        layout.addLayout(self._axes)
        layout.addLayout(row(self.add, None))
        layout.addLayout(form)
        layout.addStretch(1)


def _number(name: str, title: str, value: int, most: int) -> QSpinBox:
    made = QSpinBox()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setToolTip(title)
    made.setRange(1, most)
    made.setValue(value)
    return made


def _words(name: str, title: str, words: dict[str, str]) -> Combo:
    made = Combo(name, 8)
    made.setAccessibleName(title)
    made.setToolTip(title)
    for key, text in words.items():
        made.addItem(tr(text), key)
    return made


def _beside(*widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = row(*widgets, None)
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made
