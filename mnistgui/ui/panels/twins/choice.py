"""Chooses the setting in which a twin differs, and its value there."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from mnistgui.training.config import TrainingConfig, field_named
from mnistgui.training.twins import twin_fields
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain
from mnistgui.ui.widgets.combo import Combo

_USUAL = "momentum"
_VALUE_LETTERS = 9


class TwinChoice(QWidget):
    """A setting, the value that the twin has there, and the button that trains it."""

    wanted = Signal(str, str)  # name of the setting, and the value as it was typed

    def __init__(self) -> None:
        super().__init__()
        self._config: TrainingConfig | None = None
        self.setting = Combo("twin_setting", 10)
        self.setting.setAccessibleName(tr("Setting in which the twin differs"))
        self.value = QLineEdit()
        self.value.setObjectName("twin_value")
        self.value.setAccessibleName(tr("Value of the twin in that setting"))
        self.value.setFixedWidth(_VALUE_LETTERS * self.value.fontMetrics().averageCharWidth() + 16)
        self.train = QPushButton(tr("Train twin"))
        self.train.setObjectName("twin_train")
        explain(
            self.train,
            tr(
                "Train a run from the same seed, with the same digits in the same order, that"
                " differs from the selected run in this setting alone"
            ),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.setting, 1)
        layout.addWidget(self.value)
        layout.addWidget(self.train)
        self.setting.currentIndexChanged.connect(self._show_value)
        self.train.clicked.connect(self._want)
        self.value.returnPressed.connect(self._want)
        self.offer(None, possible=False)

    def offer(self, config: TrainingConfig | None, *, possible: bool) -> None:
        """Offer the settings of a run; None for no run. What was chosen stays chosen."""
        for part in (self.setting, self.value):
            part.setEnabled(config is not None)
        if self.train.hasFocus() and not possible:
            self.setting.setFocus(Qt.FocusReason.OtherFocusReason)
        self.train.setEnabled(possible and config is not None)
        if config is None or config == self._config:
            return
        chosen = self.setting.currentData() or _USUAL
        self._config = config
        with QSignalBlocker(self.setting):
            self.setting.clear()
            for field in twin_fields(config):
                self.setting.addItem(tr(field.label), field.name)
            self.setting.setCurrentIndex(max(self.setting.findData(chosen), 0))
        self._show_value()

    @Slot()
    def _show_value(self) -> None:
        """Write the value of the run, from which the twin's is to differ."""
        name = self.setting.currentData()
        if self._config is not None and name is not None:
            field = field_named(name)
            self.value.setText(field.show(getattr(self._config, name)))
            words = tr("Value of the twin; accepted is {0}").format(field.accepted)
            self.value.setAccessibleName(words)
            self.value.setToolTip(words)

    @Slot()
    def _want(self) -> None:
        if self.train.isEnabled():
            self.wanted.emit(self.setting.currentData(), self.value.text())
