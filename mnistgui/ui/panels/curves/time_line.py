"""The time line below the curves: which step of the selected run every panel shows."""

from PySide6.QtCore import QRect, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QToolButton, QVBoxLayout, QWidget

from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.ui.panels.curves.play_button import PlayButton
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.past import Past
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import TextLine, explain, row

_PROGRESS_MS = 200  # between two looks at how far a replay is
_WORDS_CHARACTERS = 31


class StepSlider(QSlider):
    """A slider over the steps of a run; Shift with an arrow key goes a whole epoch."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("time_slider")
        self.setAccessibleName(tr("Step of the run that is shown"))
        explain(
            self,
            tr(
                "Drag to see the run at an earlier step, in every panel. Left and Right go a step,"
                " with Shift an epoch; Home goes to the first step, End to the newest."
            ),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go an epoch where Shift is held."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if shift and way:
            self.setValue(self.value() + way * self.pageStep())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the mouse is pressed, and drag from there."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setValue(self._value_at(round(event.position().x())))
        super().mousePressEvent(event)

    def _value_at(self, x: int) -> int:
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
        room = QRect(handle // 2, 0, max(self.width() - handle, 1), 1)
        return QStyle.sliderValueFromPosition(
            self.minimum(), self.maximum(), x - room.left(), room.width()
        )


class TimeLine(QWidget):
    """Chooses the step of the selected run that is inspected, and says which it is.

    Parameters
    ----------
    session : Session
        Whose runs are looked at.
    draft : Draft
        The settings with which a branch trains.
    settings : QSettings
        Where the pace of playing is stored.
    """

    moved = Signal()  # another step is to be marked in the curves

    def __init__(self, session: Session, draft: Draft, settings: QSettings) -> None:
        super().__init__()
        self.setObjectName("time_line")
        self._session = session
        self._draft = draft
        self._past: Past = session.past
        self.slider = StepSlider()
        self.play = PlayButton(settings)
        self.branch = QToolButton()
        self.now = QToolButton()
        self.words = TextLine("time_words", tr("Step that is shown"), _WORDS_CHARACTERS)
        self._frames = QTimer(self)
        self._progress = QTimer(self, interval=_PROGRESS_MS)
        self._played = 0.0
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def step(self) -> int | None:
        """The past step that is shown or being found; None for the newest."""
        if self._past.replay is not None:
            return self._past.replay.step
        return None if self._past.moment is None else self._past.moment.step

    @Slot()
    def refresh(self) -> None:
        """Show how far the run has come, and the step that is inspected."""
        run = self._session.runs.current
        newest = len(run.history.steps) if run else 0
        other = newest > 0 and self._session.source is Source.LOADED
        found = self._past.moment is not None and self._past.shows_asked_step
        self.slider.setEnabled(run is not None)
        self._enable(self.play, usable=newest > 0)
        self._enable(self.now, usable=self.step is not None or other)
        self._enable(self.branch, usable=found and self._session.training.alive is None)
        self.slider.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.slider.setRange(0, newest)
        self.slider.setPageStep(max(round((run and run.steps_per_epoch) or 1), 1))
        self.slider.setValue(newest if self.step is None else self.step)
        self.slider.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.words.set_text(self._words(run) if run and newest else "")

    def _words(self, run: Run) -> str:
        """Which step is shown, or how far the search for it is."""
        if self._session.source is Source.LOADED:
            return tr("Another network is shown")
        past, several = self._past, len(self._session.runs) > 1
        playing = self.play.isChecked() and past.moment is not None
        return _in_words(run, past, several=several, playing=playing)

    def _enable(self, button: QToolButton, *, usable: bool) -> None:
        """Enable or disable a button; the slider takes the focus that Qt would give to a panel."""
        if button.hasFocus() and not usable:
            self.slider.setFocus()
        button.setEnabled(usable)

    @Slot()
    def _on_moved(self) -> None:
        if self._past.replay is None:
            self._progress.stop()
        elif not self._progress.isActive():
            self._progress.start()
        self.refresh()
        self.moved.emit()

    @Slot(int)
    def _show(self, step: int) -> None:
        self.play.setChecked(False)
        self._session.show_step(step)

    @Slot()
    def _return(self) -> None:
        self.play.setChecked(False)
        self._session.set_source(Source.TRAINED)
        self._past.return_to_now()
        self._on_moved()

    @Slot()
    def _branch(self) -> None:
        if self._draft.config is not None:
            self._session.branch_from_moment(self._draft.config)

    @Slot(bool)
    def _set_playing(self, playing: bool) -> None:
        self.play.setText(tr("Pause") if playing else tr("Play"))
        if not playing:
            self._frames.stop()
            return
        self._played = 0.0 if self.step is None else float(self.step)
        if self.step is None:
            self._session.show_step(0)
        self._frames.start(self.play.interval_ms())

    @Slot()
    def _show_frame(self) -> None:
        """Go on by one picture once the last one has been found; at the newest step, as chosen."""
        self._frames.setInterval(self.play.interval_ms())
        if self._past.replay is not None:
            return
        newest = self.slider.maximum()
        self._played += self.play.steps_per_frame(newest)
        if self._played < newest:
            self._session.show_step(int(self._played), whole=True)
        elif self.play.loops:
            self._played = 0.0
            self._session.show_step(0)
        else:
            self._return()

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._show)
        self.play.toggled.connect(self._set_playing)
        self.branch.clicked.connect(self._branch)
        self.now.clicked.connect(self._return)
        self._session.training.changed.connect(self.refresh)
        self._session.source_changed.connect(self.refresh)
        self._frames.timeout.connect(self._show_frame)
        self._progress.timeout.connect(self.refresh)
        self._past.moved.connect(self._on_moved)
        self._session.runs.on_list_changed(self.refresh)

    def _lay_out(self) -> None:
        self.branch.setObjectName("time_branch")
        self.branch.setText(tr("Branch"))
        self.branch.setToolTip(
            tr(
                "Train a new run from the weights of the step that is shown, with the settings of"
                " the form; its optimizer begins anew"
            )
        )
        self.now.setObjectName("time_now")
        self.now.setText(tr("Newest"))
        self.now.setToolTip(tr("Show the newest step again"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.slider)
        layout.addLayout(row(self.play, self.words, None, self.branch, self.now))


def _in_words(run: Run, past: Past, *, several: bool, playing: bool) -> str:
    """Which step is shown; unless steps are played, how far the search for it is."""
    if past.replay is not None and not past.shows_asked_step and not playing:
        replaying = tr("Replaying to step {0}: {1}")
        return replaying.format(thousands(past.replay.step), per_cent(past.replay.fraction, 0))
    newest = past.moment is None
    step = len(run.history.steps) if past.moment is None else past.moment.step
    words = [tr("Newest: step {0}") if newest and not several else tr("Step {0}")]
    if run.steps_per_epoch:
        words.append(tr("epoch {1:.2f}"))
    if several:  # no room for more, and a disabled button says that it is the newest
        words.append(tr("run {2}"))
    epoch = step / (run.steps_per_epoch or 1)
    return ", ".join(words).format(thousands(step), epoch, run.number)
