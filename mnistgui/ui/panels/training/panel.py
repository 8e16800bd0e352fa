"""The Training panel: a form made from the declared table of settings."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from mnistgui.errors import UserError
from mnistgui.nn.network import architecture
from mnistgui.notation import thousands
from mnistgui.training.config import FIELDS, TrainingConfig, is_relevant
from mnistgui.training.fitting import require_settings_fit
from mnistgui.training.model import blueprint
from mnistgui.training.settings.learning import TRAINING
from mnistgui.training.settings.model import MODEL
from mnistgui.training.settings.warps import WARPS
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.training.editors import Changes, Editor, editor_for
from mnistgui.ui.panels.training.lesson_box import LessonBox
from mnistgui.ui.panels.training.preset_box import PresetBox
from mnistgui.ui.panels.training.run_changes import RunChangesButton
from mnistgui.ui.panels.training.section import Section
from mnistgui.ui.panels.training.spin_boxes import ClassBox
from mnistgui.ui.panels.training.warp_preview import WarpPreview
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label, restyle, row
from mnistgui.ui.widgets.theme import Theme

_OPEN_AT_FIRST = (MODEL, TRAINING)


class TrainingPanel(Panel):
    """Every setting of the next run, and the network that they would make."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self.setMinimumWidth(296)
        self._draft = context.draft
        self._training = context.session.training
        self._changes = Changes(self)
        self._editors: dict[str, Editor] = {
            field.name: editor_for(field, self._changes) for field in FIELDS
        }
        self._sections: dict[str, Section] = {}
        self.presets = PresetBox(self._draft)
        self.lesson = LessonBox(self._draft)
        self.warps = WarpPreview(context.session, self._draft, self)
        self.see_warps = QPushButton(tr("See warped digits..."))
        self.change_run = RunChangesButton(context.session, self._draft)
        self._summary = label("", "", "parameter_count")
        self._fault = label("", "fault", "form_fault")
        self._lay_out()
        self._changes.happened.connect(self._changed)
        self.see_warps.clicked.connect(self.warps.show)
        self._draft.replaced.connect(self._show_config)
        self._draft.preset_changed.connect(self._show_draft)
        self._draft.pictures_changed.connect(self._follow_pictures)
        self._draft.lesson_changed.connect(self._show_lesson)
        context.requests.setting_wanted.connect(self._go_to)
        self._show_draft()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.warps.set_theme(theme)

    def shut_down(self) -> None:
        """Wait until the thread that warps digits has ended."""
        self.warps.shut_down()

    @Slot(object)
    def _show_config(self, config: TrainingConfig) -> None:
        """Show settings that were not changed here."""
        self._changes.blockSignals(True)  # noqa: FBT003 - Qt's signature
        for name, editor in self._editors.items():
            editor.set_value(getattr(config, name))
        self._changes.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._show_faults({})
        self._show_draft()
        for field in FIELDS:
            if getattr(config, field.name) != field.default and is_relevant(field, config):
                self._sections[field.group].open()

    @Slot()
    def _show_lesson(self) -> None:
        """Hide the settings that the lesson hides, and then the presets as well."""
        self.presets.setVisible(not self._hidden)
        self._show_draft()

    @property
    def _hidden(self) -> frozenset[str]:
        """The settings that the lesson fixes and hides."""
        lesson = self._draft.lesson
        return frozenset(lesson.card.hidden if lesson else ())

    @property
    def _idle(self) -> bool:
        """Whether no setting has an effect, since the chosen preset makes no network."""
        preset = self._draft.preset
        return preset is not None and not preset.runs

    def editor(self, name: str) -> QWidget:
        """Return the editor of a field."""
        return self._editors[name].widget

    @Slot(str)
    def _go_to(self, name: str) -> None:
        """Put the keyboard into the field of a setting."""
        [field] = [one for one in FIELDS if one.name == name]
        self._sections[field.group].open()
        self.editor(name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _changed(self, name: str) -> None:
        config = self._read_editors()
        self._draft.edit(config)
        self._show_draft()
        if name == "learning_rate" and config is not None:
            self._training.change({"learning_rate": config.learning_rate})

    def _read_editors(self) -> TrainingConfig | None:
        """Read the settings in the form; show their faults, and return None if there are any."""
        faults = {}
        values: dict[str, Any] = {}
        for name, editor in self._editors.items():
            try:
                values[name] = editor.value()
            except UserError as error:
                faults[name] = str(error)
        self._show_faults(faults)
        return None if faults else TrainingConfig(**values)

    @Slot()
    def _follow_pictures(self) -> None:
        """Offer the classes of the digits at hand, and name the network for them."""
        for editor in self._editors.values():
            if isinstance(editor.widget, ClassBox):
                editor.widget.set_names(self._draft.pictures.class_names)
        self._show_draft()

    @Slot()
    def _show_draft(self) -> None:
        config = self._draft.config
        if config is not None:
            self._show_relevant(config)
            try:
                require_settings_fit(config)
                self._summary.setText("" if self._idle else summary(config))
            except UserError as error:
                self._summary.setText(str(error))

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

    def _lower_lines(self) -> QVBoxLayout:
        """What is always in sight below the settings."""
        self._fault.setWordWrap(True)
        self._summary.setWordWrap(True)
        below = QVBoxLayout()
        below.setContentsMargins(12, 4, 12, 10)
        below.addWidget(self._fault)
        last = row(self._summary, self.change_run)
        last.setStretch(0, 1)
        below.addLayout(last)
        return below

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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 0)
        layout.addWidget(scroll, 1)
        layout.addLayout(self._lower_lines())


def summary(config: TrainingConfig) -> str:
    """Return the network that these settings make, in one line."""
    network = blueprint(config)
    shape, count = architecture(network.widths), thousands(network.parameter_count)
    return tr("{0}: {1} parameters").format(shape, count)
