"""Records changes of the draft's settings as commands, and copies the settings of a run."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from mnistgui.training.config import FIELDS, TrainingConfig
from mnistgui.training.presets import Preset
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.draft import Draft, Lesson
from mnistgui.ui.state.session import Session
from mnistgui.ui.state.undo import DoneCommand, UndoHistory
from mnistgui.ui.strings import tr

_State = tuple[TrainingConfig, Preset | None]


class SettingCommands(QObject):
    """Pushes a command for each change; several changes of one setting are undone together."""

    def __init__(self, session: Session, draft: Draft, history: UndoHistory) -> None:
        super().__init__(history)
        self._session = session
        self._draft = draft
        self._history = history
        self._text = ""  # name of the next change in the Edit menu; empty for a name of its own
        self._state: _State = (draft.config or TrainingConfig(), draft.preset)
        self._lesson: Lesson | None = None
        self._last: DoneCommand | None = None
        self._change: _Change | None = None
        draft.changed.connect(self._record_change)
        session.runs.settings_wanted.connect(self._use_settings_of)

    @Slot(int)
    def _use_settings_of(self, number: int) -> None:
        """Do so for a run by its number, unless a lesson is held."""
        run = self._session.runs.get(number)
        if run is not None and self._draft.lesson is None:
            self.use_settings(run)

    def use_settings(self, run: Run) -> None:
        """Replace the settings of the draft by those of a run."""
        self.use_config(run.config, tr("Take over the settings of run {0}").format(run.number))

    def use_config(self, config: TrainingConfig, text: str) -> None:
        """Replace the settings of the draft, by a change of this name in the Edit menu."""
        self._text = text
        self._draft.choose_preset(None)
        self._draft.set_config(config)
        self._text = ""

    @Slot()
    def _record_change(self) -> None:
        """Record a change, unless the begin or the end of a lesson has made it."""
        config, before = self._draft.config, self._state
        if config is None:
            return
        self._state = (config, self._draft.preset)
        lesson, self._lesson = self._lesson, self._draft.lesson
        if (lesson is None) != (self._lesson is None) or self._lesson is not None:
            return
        if config != before[0] and not self._history.busy:
            self._push(_Change(before, self._state))

    def _push(self, change: "_Change") -> None:
        one = change.one_setting
        previous = self._change
        if self._last is not None and previous is not None and one and not self._text:
            newest = self._history.is_newest(self._last)
            if newest and previous.one_setting == one:
                previous.after = change.after
                return
        self._change = change
        undo, redo = (partial(self._return_to, change, back=back) for back in (True, False))
        self._last = self._history.push(self._text or change.text, undo, redo)

    def _return_to(self, change: "_Change", *, back: bool) -> None:
        config, preset = change.before if back else change.after
        if preset is not self._draft.preset:
            self._draft.choose_preset(preset)
        self._draft.set_config(config)
        if change.one_setting == "learning_rate":  # the run that trains follows the form
            self._session.training.change({"learning_rate": config.learning_rate})


class _Change:
    """The settings before a change and after it."""

    def __init__(self, before: _State, after: _State) -> None:
        self.before, self.after = before, after

    @property
    def one_setting(self) -> str:
        """The only setting that changed; empty if several did, or the preset."""
        names = self._names
        own = self.after[1] is None
        return names[0] if own and len(names) == 1 else ""

    @property
    def text(self) -> str:
        """The name of the change in the Edit menu."""
        preset = self.after[1]
        if preset is not None:
            return tr("Choose {0}").format(tr(preset.title))
        labels = {field.name: field.label for field in FIELDS}
        if len(self._names) == 1:
            return tr("Change {0}").format(tr(labels[self._names[0]]))
        return tr("Change {0} settings").format(len(self._names))

    @property
    def _names(self) -> list[str]:
        old, new = self.before[0], self.after[0]
        return [f.name for f in FIELDS if getattr(old, f.name) != getattr(new, f.name)]
