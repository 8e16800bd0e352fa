"""The training form, built from the declared table of settings."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from mnistgui.errors import UserError
from mnistgui.training.config import FIELDS, TrainingConfig, is_relevant
from mnistgui.training.model import hidden_widths, make_head, parameter_count
from mnistgui.training.presets import Preset, PresetRun
from mnistgui.training.settings.learning import TRAINING
from mnistgui.training.settings.model import MODEL
from mnistgui.training.settings.warps import WARPS
from mnistgui.ui.panels.training.editors import Changes, Editor, editor_for
from mnistgui.ui.panels.training.lesson_box import LessonBox
from mnistgui.ui.panels.training.preset_box import PresetBox
from mnistgui.ui.panels.training.section import Section
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label, restyle

_OPEN_AT_FIRST = (MODEL, TRAINING)


class FormPanel(QWidget):
    """Every setting of the next run, with what it would make of the network.

    Parameters
    ----------
    parent : QWidget, optional
        As Qt has it.
    """

    config_changed = Signal(object)  # TrainingConfig, or None while something is not accepted
    learning_rate_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setMinimumWidth(296)
        self._config: TrainingConfig | None = TrainingConfig()
        self._changes = Changes(self)
        self._editors: dict[str, Editor] = {
            field.name: editor_for(field, self._changes) for field in FIELDS
        }
        self._sections: dict[str, Section] = {}
        self.presets = PresetBox()
        self.lesson = LessonBox()
        self._hidden: frozenset[str] = frozenset()
        self.see_warps = QPushButton(tr("See warped digits..."))
        self._summary = label("", "", "parameter_count")
        self._fault = label("", "fault", "form_fault")
        self._lay_out()
        self._changes.happened.connect(self._changed)
        self.presets.chosen.connect(self._take_preset)
        self._refresh()

    @property
    def config(self) -> TrainingConfig | None:
        """The settings; None while something is not accepted."""
        return self._config

    def set_config(self, config: TrainingConfig) -> None:
        """Show other settings."""
        self._changes.blockSignals(True)  # noqa: FBT003 - Qt's signature
        for name, editor in self._editors.items():
            editor.set_value(getattr(config, name))
        self._changes.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._refresh()
        for field in FIELDS:
            if getattr(config, field.name) != field.default and is_relevant(field, config):
                self._sections[field.group].open()

    def hide_settings(self, names: Iterable[str]) -> None:
        """Leave settings as they are and out of sight; presets, too, while there are any."""
        self._hidden = frozenset(names)
        self.presets.setVisible(not self._hidden)
        self._refresh()

    @property
    def plan(self) -> tuple[PresetRun, ...]:
        """What Start would train: these settings, or every run of the preset."""
        preset = self.presets.preset
        if preset is not None:
            return preset.runs if preset.trains else ()
        return () if self._config is None else (PresetRun("", self._config),)

    @property
    def _idle(self) -> bool:
        """Whether no setting has an effect: what is chosen makes no network."""
        preset = self.presets.preset
        return preset is not None and not preset.runs

    @Slot(object)
    def _take_preset(self, preset: Preset | None) -> None:
        if preset is not None and preset.runs:
            self.set_config(preset.runs[0].config)
        else:
            self._refresh()

    def editor(self, name: str) -> QWidget:
        """The widget that changes a field."""
        return self._editors[name].widget

    @Slot(str)
    def _changed(self, name: str) -> None:
        self.presets.forget()
        self._refresh()
        if name == "learning_rate" and self._config is not None:
            self.learning_rate_changed.emit(self._config.learning_rate)

    def _refresh(self) -> None:
        faults = {}
        values: dict[str, Any] = {}
        for name, editor in self._editors.items():
            try:
                values[name] = editor.value()
            except UserError as error:
                faults[name] = str(error)
        self._config = None if faults else TrainingConfig(**values)
        self._show_faults(faults)
        if self._config is not None:
            self._show_relevant(self._config)
            self._summary.setText("" if self._idle else summary(self._config))
        self.config_changed.emit(self._config)

    def _show_faults(self, faults: dict[str, str]) -> None:
        for name, editor in self._editors.items():
            if bool(editor.widget.property("invalid")) != (name in faults):
                editor.widget.setProperty("invalid", name in faults)
                restyle(editor.widget)
        self._fault.setText("\n".join(faults.values()))
        self._fault.setVisible(bool(faults))

    def _show_relevant(self, config: TrainingConfig) -> None:
        for field in FIELDS:
            hidden = self._idle or field.name in self._hidden
            seen = not hidden and is_relevant(field, config)
            self._sections[field.group].set_relevant(field.name, relevant=seen)

    def _lay_out(self) -> None:
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(10, 6, 10, 6)
        fields.setSpacing(4)
        fields.addWidget(self.lesson)
        fields.addWidget(self.presets)
        for field in FIELDS:
            if field.group not in self._sections:
                section = Section(field.group, open_=field.group in _OPEN_AT_FIRST)
                self._sections[field.group] = section
                fields.addWidget(section)
            self._sections[field.group].add(field, self._editors[field.name])
        self.see_warps.setObjectName("see_warps")
        self._sections[WARPS].add_button(self.see_warps)
        fields.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows its fields, and shows no focus
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self._fault.setWordWrap(True)
        self._summary.setWordWrap(True)
        below = QVBoxLayout()
        below.setContentsMargins(12, 4, 12, 10)
        below.addWidget(self._fault)
        below.addWidget(self._summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 0)
        layout.addWidget(scroll, 1)
        layout.addLayout(below)


def summary(config: TrainingConfig) -> str:
    """The network these settings make, in one line."""
    widths = (784, *hidden_widths(config), make_head(config).units)
    shape = "-".join(str(width) for width in widths)
    return tr("{0}: {1} parameters").format(shape, f"{parameter_count(config):,}")
