"""The draft of the next run: its settings, its preset and its lesson, which the form shows."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from mnistgui.data.picture_kind import MNIST_KIND, PictureKind
from mnistgui.files.grading import Grade
from mnistgui.files.lesson_card import LessonCard
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import Preset, PresetRun
from mnistgui.ui.runs.plan import of_kind


@dataclass(frozen=True, eq=False)
class Lesson:
    """The lesson that is being held.

    Parameters
    ----------
    card : LessonCard
        Its task.
    digits_fault : str
        Says that the digits at hand are not the lesson's; empty while they are.
    grade : Grade or None
        Of the run that was graded last.
    """

    card: LessonCard
    digits_fault: str = ""
    grade: Grade | None = None


class Draft(QObject):
    """The settings and runs that Start would train."""

    changed = Signal()  # other settings, or settings that are not accepted
    replaced = Signal(object)  # TrainingConfig that was set by something else than the form
    pictures_changed = Signal()  # another size or other classes are learnt from
    preset_changed = Signal()  # another preset, or none
    preset_chosen = Signal(object)  # Preset that the person chose; None for settings of one's own
    lesson_changed = Signal()  # another lesson, another sentence about it, or none
    lesson_held = Signal(bool)  # a lesson was begun, or left

    def __init__(self) -> None:
        super().__init__()
        self._pictures = MNIST_KIND
        self._config: TrainingConfig | None = TrainingConfig()
        self._preset: Preset | None = None
        self._lesson: Lesson | None = None
        self._before_lesson: TrainingConfig | None = None

    @property
    def pictures(self) -> PictureKind:
        """What is learnt from."""
        return self._pictures

    @property
    def config(self) -> TrainingConfig | None:
        """The settings; None while one of them is not accepted."""
        return self._config

    @property
    def preset(self) -> Preset | None:
        """The preset that is chosen; None for settings of one's own."""
        return self._preset

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that is held; None while there is none."""
        return self._lesson

    @property
    def plan(self) -> tuple[PresetRun, ...]:
        """The runs that Start would train: one with these settings, or all of the preset."""
        if self._preset is not None:
            return of_kind(self._preset.runs, self._pictures) if self._preset.trains else ()
        return () if self._config is None else (PresetRun("", self._config),)

    def edit(self, config: TrainingConfig | None) -> None:
        """Replace the settings by those of the form, which belong to no preset any more."""
        self.forget_preset()
        self._config = self._fitted(config)
        self.changed.emit()

    def fit_to(self, pictures: PictureKind) -> None:
        """Fit the settings to other pictures, which decide how wide a network is."""
        if pictures != self._pictures:
            self._pictures = pictures
            self._config = self._fitted(self._config)
            self.pictures_changed.emit()
            self.changed.emit()

    def set_config(self, config: TrainingConfig) -> None:
        """Replace the settings; the form shows them."""
        self._config = config = config.fitted_to(self._pictures)
        self.replaced.emit(config)
        self.changed.emit()

    def choose_preset(self, preset: Preset | None) -> None:
        """Choose a preset, whose first run gives the settings; None for no preset."""
        self._preset = preset
        self.preset_changed.emit()
        if preset is not None and preset.runs:
            self.set_config(preset.runs[0].config)
        else:
            self.changed.emit()
        self.preset_chosen.emit(preset)

    def forget_preset(self) -> None:
        """Keep the settings, but without the preset."""
        if self._preset is not None:
            self._preset = None
            self.preset_changed.emit()

    def hold_lesson(self, card: LessonCard) -> None:
        """Start a lesson with its settings; its end brings back the settings from before."""
        if self._lesson is None:
            self._before_lesson = self._config
        self.forget_preset()
        self._lesson = Lesson(card)
        self.lesson_changed.emit()
        self.set_config(card.config)
        self.lesson_held.emit(True)  # noqa: FBT003 - Qt's signature

    def leave_lesson(self) -> None:
        """End the lesson and bring back the settings from before."""
        self._lesson = None
        self.lesson_changed.emit()
        if self._before_lesson is not None:
            self.set_config(self._before_lesson)
        self.lesson_held.emit(False)  # noqa: FBT003 - Qt's signature

    def set_lesson_result(
        self, *, digits_fault: str | None = None, grade: Grade | None = None
    ) -> None:
        """Set the result of the lesson that is being held, if there is one."""
        if self._lesson is None:
            return
        if digits_fault is not None:
            self._lesson = replace(self._lesson, digits_fault=digits_fault)
        if grade is not None:
            self._lesson = replace(self._lesson, grade=grade)
        self.lesson_changed.emit()

    def _fitted(self, config: TrainingConfig | None) -> TrainingConfig | None:
        return None if config is None else config.fitted_to(self._pictures)
