"""A window that lists the experiments under the questions that they answer, and is searched."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mnistgui.training.preset_questions import first_sentence, questions
from mnistgui.training.presets import Preset
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import row

_SIZE_PIXELS = (720, 440)
_PRESET = Qt.ItemDataRole.UserRole


class ExperimentList(QDialog):
    """Enter, a double click or the button chooses the experiment that is marked."""

    chosen = Signal(object)  # Preset

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("experiment_list")
        self.setWindowTitle(tr("Experiments by question"))
        self.resize(*_SIZE_PIXELS)
        self.field = QLineEdit()
        self.tree = QTreeWidget()
        self.choose = QPushButton(tr("Choose it"))
        self._fill()
        self._lay_out()
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._choose_current)
        self.tree.itemActivated.connect(self._choose_current)
        self.tree.currentItemChanged.connect(self._enable)
        self.choose.clicked.connect(self._choose_current)
        self._filter()

    @property
    def shown(self) -> list[Preset]:
        """The experiments that are listed now."""
        items = [item for item in self._items() if not item.isHidden()]
        return [item.data(0, _PRESET) for item in items]

    def _items(self) -> list[QTreeWidgetItem]:
        heads = [self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount())]
        return [head.child(place) for head in heads if head for place in range(head.childCount())]

    @Slot()
    def _filter(self) -> None:
        """List the experiments that hold every word that is typed, and mark the first."""
        words = self.field.text().lower().split()
        first = None
        for item in self._items():
            preset, question = item.data(0, _PRESET), item.parent().text(0)
            held = f"{question} {preset.name} {preset.title} {preset.text}".lower()
            item.setHidden(not all(word in held for word in words))
            first = first or (None if item.isHidden() else item)
        for place in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(place)
            if head is not None:
                inside = [head.child(number) for number in range(head.childCount())]
                head.setHidden(all(item.isHidden() for item in inside))
        if first is None:
            self.tree.setCurrentIndex(QModelIndex())
        else:
            self.tree.setCurrentItem(first)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        item = self.tree.currentItem()
        self.choose.setEnabled(item is not None and item.data(0, _PRESET) is not None)

    @Slot()
    def _choose_current(self) -> None:
        item = self.tree.currentItem()
        preset = None if item is None else item.data(0, _PRESET)
        if preset is not None and self.isVisible():
            self.accept()
            self.chosen.emit(preset)

    def _fill(self) -> None:
        for question in questions():
            head = QTreeWidgetItem(self.tree, [tr(question.title)])
            head.setFirstColumnSpanned(True)
            for preset in question.presets:
                line = first_sentence(preset)
                item = QTreeWidgetItem(head, [tr(preset.title), tr(line)])
                item.setData(0, _PRESET, preset)
                item.setToolTip(0, f"{tr(preset.title)} ({preset.name})")
                item.setToolTip(1, tr(preset.text))
        self.tree.expandAll()

    def _lay_out(self) -> None:
        self.field.setObjectName("experiment_field")
        self.field.setAccessibleName(tr("Find an experiment by any words"))
        self.field.setPlaceholderText(self.field.accessibleName())
        self.field.setClearButtonEnabled(True)
        self.tree.setObjectName("experiment_tree")
        self.tree.setAccessibleName(tr("Experiments, under the questions that they answer"))
        self.tree.setHeaderLabels([tr("Experiment"), tr("What to watch")])
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.choose.setObjectName("experiment_choose")
        self.choose.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.tree)
        layout.addLayout(row(None, self.choose))
