"""The toolbar: start, pause, step, stop, reset, the pace, and the inspected network."""

from PySide6.QtCore import QSettings, QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from mnistgui.ui.commands.repeat_check import RepeatCheck
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell import toolbar_words
from mnistgui.ui.shell.digits_chip import DigitsChip
from mnistgui.ui.shell.pace_choice import PaceChoice
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.strings import tr
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.basic import ICON_PIXELS
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.icons import icon
from mnistgui.ui.widgets.one_click import count_double_click_once
from mnistgui.ui.widgets.theme import LIGHT, Theme

_AROUND_WORD_PIXELS = 6  # pixels between a button's icon and its word


class Controls(QToolBar):
    """Buttons that start, pace and stop training."""

    def __init__(
        self,
        session: Session,
        draft: Draft,
        repeat_check: RepeatCheck,
        settings: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Training"), parent)
        self.setObjectName("controls")
        self.setMovable(False)
        self.setIconSize(ICON_PIXELS)
        self._session = session
        self._draft = draft
        self._repeat_check = repeat_check
        self._theme = LIGHT
        self._pictures: dict[QAction, str] = {}
        self._start_shown: tuple[bool, Theme] | None = None
        self._make_actions()
        self.pace = PaceChoice(settings, self)
        self._source = Combo("source")
        self._digits = DigitsChip()
        self._lay_out()
        session.training.changed.connect(self._refresh)
        session.dataset_changed.connect(self._refresh)
        session.source_changed.connect(self._show_source)
        session.runs.on_list_changed(self._refresh)
        session.planner.plan_changed.connect(self._refresh)
        draft.changed.connect(self._refresh)
        self._source.activated.connect(self._choose_source)
        self.pace.changed.connect(self._use_pace)
        self._use_pace()
        self._refresh()
        self._show_source()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of a theme."""
        self._theme, self._start_shown = theme, None
        for action, picture in self._pictures.items():
            action.setIcon(icon(picture, theme.text, theme.border))
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words out where they have no room beside each other."""
        super().resizeEvent(event)
        self._show_words(shown=self.width() >= self._width_with_words())

    def _width_with_words(self) -> int:
        """Return the width in which every button has its word."""
        metrics, wide = self.fontMetrics(), self.sizeHint().width()
        bare = [] if self._words_shown else [*self._pictures][1:]
        return wide + sum(
            metrics.horizontalAdvance(one.text()) + _AROUND_WORD_PIXELS for one in bare
        )

    def actions_in_order(self) -> list[QAction]:
        """Start, stop, reset and go on, in the order of the menu."""
        return [self.start, self.stop, self.reset, self.go_on]

    def steps_in_order(self) -> list[QAction]:
        """One batch and one epoch, in the order of the menu."""
        return [self.step_batch, self.step_epoch]

    def _make_actions(self) -> None:
        self.start = self._action("start", "play", tr("Start"), "F5", self._start_or_pause)
        self.step_batch = self._action(
            "step_batch", "step-batch", tr("One batch"), "F6", self._step_batch
        )
        self.step_epoch = self._action(
            "step_epoch", "step-epoch", tr("One epoch"), "F7", self._step_epoch
        )
        self.go_on = QAction(toolbar_words.on_go_on(None), self)
        self.go_on.setObjectName("go_on")
        self.go_on.triggered.connect(self._session.planner.resume)
        self.stop = self._action("stop", "stop", tr("Stop"), "Shift+F5", self._session.planner.stop)
        self.reset = self._action("reset", "reset", tr("Reset"), "F8", self._session.planner.reset)

    def _action(self, name: str, picture: str, text: str, key: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        self._pictures[action] = picture
        return action

    @Slot()
    def _start_or_pause(self) -> None:
        if self._session.training.status is Status.RUNNING:
            self._session.planner.pause()
            return
        repeated = self._repeat_check.repeated_run()
        self._train(Order.RUN)
        if repeated is not None:
            self._repeat_check.announce(repeated)

    @Slot()
    def _step_batch(self) -> None:
        self._train(Order.ONE_BATCH)

    @Slot()
    def _step_epoch(self) -> None:
        self._train(Order.ONE_EPOCH)

    @Slot()
    def _use_pace(self) -> None:
        self._session.training.set_pace(self.pace.pace)

    def _train(self, order: Order) -> None:
        if self._session.training.status is Status.RUNNING:
            self._session.planner.set_order(order)
        elif self._draft.plan:
            self._session.planner.train(self._draft.plan, order, self._draft.preset)

    @Slot()
    def _refresh(self) -> None:
        status = self._session.training.status
        running = status is Status.RUNNING
        ready = self._session.dataset is not None and (bool(self._draft.plan) or status is not None)
        self._show_start(running=running)
        self._name_runs()
        self.start.setEnabled(ready)
        for action in (self.step_batch, self.step_epoch):
            action.setEnabled(ready)
        self.stop.setEnabled(status is not None)
        current = self._session.runs.current
        self.reset.setEnabled(current is not None)
        self.go_on.setEnabled(self._session.planner.resumable)
        alive = self._session.training.alive
        dataset = (alive.dataset if alive else None) or self._session.dataset
        if dataset is not None:
            self._digits.show_dataset(dataset, alive.number if alive else 0)

    def _name_runs(self) -> None:
        """Set tooltips that name the run which each button acts on."""
        alive, runs = self._session.training.alive, self._session.runs
        if alive is not None and runs.get(alive.number) is not alive:
            alive = None  # it was refused, and is just ending
        names = toolbar_words.names_of(runs)
        self.start.setText(toolbar_words.on_start(alive, runs))
        digits = self._session.dataset.name if self._session.dataset else ""
        self.start.setToolTip(toolbar_words.tip_of_start(alive, names, digits))
        for action, key in ((self.step_batch, "F6"), (self.step_epoch, "F7")):
            action.setToolTip(toolbar_words.tip_of_step(action.text(), key, alive, names))
        plan = self._session.planner.under_way
        self.stop.setToolTip(toolbar_words.tip_of_stop(alive, names, plan))
        self.reset.setToolTip(toolbar_words.tip_of_reset(runs.current, names))
        self.go_on.setText(toolbar_words.on_go_on(runs.current))

    def _show_start(self, *, running: bool) -> None:
        if self._start_shown == (running, self._theme):
            return  # painting its icon anew takes time
        self._start_shown = (running, self._theme)
        picture = "pause" if running else "play"
        self.start.setIcon(icon(picture, self._theme.on_accent, self._theme.muted))

    @Slot()
    def _show_source(self) -> None:
        """List the selected run and every loaded network, and select the inspected one."""
        names = self._session.loaded_choice
        listed = [self._source.itemText(place) for place in range(1, self._source.count())]
        if listed != [*names]:
            self._source.clear()
            self._source.addItems([tr("Network trained here"), *names])
        self._source.setEnabled(bool(names))
        trained = self._session.source is Source.TRAINED or not names
        place = 0 if trained else 1 + names.index(self._session.loaded_name)
        self._source.setCurrentIndex(place)
        self._source.setToolTip("" if trained else self._session.loaded_note)

    @Slot(int)
    def _choose_source(self, index: int) -> None:
        if index == 0:
            self._session.set_source(Source.TRAINED)
        else:
            self._session.choose_loaded(self._session.loaded_choice[index - 1])

    def _show_words(self, *, shown: bool) -> None:
        """Show words on all buttons, or on Start alone; the tooltips name the others."""
        self._words_shown = shown
        styles = Qt.ToolButtonStyle
        for action in self._pictures:
            bare, button = not shown and action is not self.start, self.widgetForAction(action)
            if isinstance(button, QToolButton):
                with_word = styles.ToolButtonTextBesideIcon
                button.setToolButtonStyle(styles.ToolButtonIconOnly if bare else with_word)

    def _lay_out(self) -> None:
        for action in self._pictures:
            self.addAction(action)
            if action is self.start:
                self.addWidget(self._digits)
            self.widgetForAction(action).setAccessibleName(action.text())
        self._show_words(shown=True)
        start = self.widgetForAction(self.start)
        count_double_click_once(start)
        start.setProperty("primary", True)  # noqa: FBT003 - the style sheet's mark
        widest = start.fontMetrics().horizontalAdvance(toolbar_words.widest_on_start())
        start.setMinimumWidth(widest + 56)  # others must not move when a run begins or ends
        self.pace.add_to(self)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self._source.setAccessibleName(tr("Which network is looked at"))
        self._source.setToolTip(tr("Which network reads your drawing and is looked into"))
        # Of one width, whatever is listed: what is beside it must not move.
        self._source.setIconSize(QSize(0, 0))  # it has none, but Qt would keep room for one
        self._source.setSizeAdjustPolicy(
            Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        metrics, words = self._source.fontMetrics(), tr("Network trained here")
        letters = -(-metrics.horizontalAdvance(words) // metrics.horizontalAdvance("X"))
        self._source.setMinimumContentsLength(letters)
        self._source.addItems([tr("Network trained here")])
        self.addWidget(self._source)
