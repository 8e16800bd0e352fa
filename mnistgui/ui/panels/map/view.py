"""What the panel shows once it is in sight: controls, the cloud, and a sentence."""

import time
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.linear_views import Floats, first_frame, small_turn, with_axis_at
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panels.map.cloud import Cloud
from mnistgui.ui.panels.map.controls import MapControls
from mnistgui.ui.panels.map.placing import Placed, by_tsne, of_layer, of_outputs
from mnistgui.ui.panels.map.scene import CloudScene, steady_radius
from mnistgui.ui.panels.map.trail import Trail
from mnistgui.ui.panels.map.words import caught_in_words, digit_in_words, placed_in_words
from mnistgui.ui.state.part_reading import PartReading
from mnistgui.ui.state.shown_digits import ChosenDigits
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import FRAMES
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.widgets.basic import leave_out_of_pictures
from mnistgui.ui.widgets.digit_view import DigitView
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.job_line import JobLine
from mnistgui.ui.widgets.theme import Theme

_LEAST_EXTENT = 0.55  # the ends of evenly spread axes lie at 0.45, and their names beyond
_NAMES_BEYOND = 1.25
_FEWEST_AXES = 3
_TURNS_PER_SECOND, _TURN_RADIANS = 60, 0.008
_MOST_TURNS = 12  # in one frame, after a pause
_HOVER_SCALE = 3


class MapView(QWidget):
    """Follows the inspected network, and sets the cloud in motion."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session, self._requests = context.session, context.requests
        self._redraws, self._drawing = context.redraws, context.drawing
        self._watched = True
        self._placed: Placed | None = None
        self._frame: Floats = first_frame(10)
        self._turn: Floats = small_turn(10, _TURN_RADIANS)
        self._frame_at = 0.0
        self._radius = 0.0
        self._trail = Trail()
        self._reading = PartReading(context.session, self)
        self._worker = ThrottledLatestWins(context.session.training, self)
        self.jobs = JobRunner(self)
        self.controls = MapControls()
        self.cloud = Cloud()
        self.digit = DigitView(
            "map_digit", tr("The digit under the mouse"), _HOVER_SCALE, self.cloud
        )
        self.words = ElidedLabel("map_words", "muted")
        self._lay_out()
        self._connect()
        self._reading.set_watched(watched=True)  # the view is made when it is in sight
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.cloud.set_theme(theme)
        self.digit.set_theme(theme)

    def set_watched(self, *, watched: bool) -> None:
        """Work only while the view can be seen, and catch up then."""
        self._watched = watched
        self._reading.set_watched(watched)
        if watched:
            self._follow()
            self._go_on()
        else:
            self._worker.cancel()

    def shut_down(self) -> None:
        """Wait until the threads have ended."""
        self._worker.shut_down()
        self.jobs.shut_down()

    @property
    def placed(self) -> Placed | None:
        """What is shown; None before anything is."""
        return self._placed

    @property
    def frame(self) -> Floats:
        """Where the ends of the axes of the outputs are."""
        return self._frame

    @Slot()
    def _choose(self) -> None:
        self._placed, self._radius = None, 0.0
        self._trail.clear()
        self.controls.play.setChecked(False)
        self._reading.set_part(self.controls.part)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Place the digits anew, as another network or other digits are read."""
        found = self._reading.found
        self._enable()
        if found is None:
            self._placed = None
            untrained = tr(
                "Train a network: the digits are shown as a cloud here, as it sees them."
            )
            self.cloud.show_nothing(self._reading.why_empty(self._session.hint(untrained)))
            self.words.setText("")
            return
        self.controls.list_views(found.network)
        kind, layer = self.controls.view
        if kind == "tour":
            self._take(of_outputs(found))
        elif kind == "components" and self._watched:
            if self._placed is None:
                self.cloud.show_nothing(tr("The digits are being placed ..."))
            self._worker.submit(partial(of_layer, found, layer, self._placed))
        elif kind == "tsne" and self._placed is None:
            self.cloud.show_nothing(tr("Press 'Lay out': t-SNE takes some seconds."))
            self.words.setText("")

    @Slot()
    def _enable(self) -> None:
        self.controls.lay_out.setEnabled(self._reading.found is not None and not self.jobs.busy)

    @Slot(object)
    def _take(self, placed: Placed) -> None:
        """Show digits that have been placed, unless another view was chosen meanwhile."""
        view = self.controls.view
        if placed.found.split is not self._expected_split or placed.layer != view.layer:
            return
        self._placed = placed
        reading, rows = placed.found.reading, placed.rows
        names = placed.found.class_names
        if len(names) != len(self._frame):
            count = len(names)
            self._frame = first_frame(count) if count >= _FEWEST_AXES else np.eye(count, 2)
            self._turn = small_turn(count, _TURN_RADIANS)
        self.cloud.show_scene(
            CloudScene(rows, reading.predicted[rows], reading.targets[rows], names)
        )
        if placed.places is not None:
            self._radius = steady_radius(placed.places, self._radius)
        self.words.setText(placed_in_words(placed))
        self._follow_drawing(self._drawing.look)
        self._draw()

    @property
    def _expected_split(self) -> object:
        found = self._reading.found
        return None if found is None else found.split

    @Slot()
    def _draw(self) -> None:
        placed = self._placed
        if placed is None:
            return
        if placed.values is not None:
            places: Floats = placed.values.astype(np.float64) @ self._frame
            axes = self._frame if len(self._frame) >= _FEWEST_AXES else None
            longest = float(np.hypot(*self._frame.T).max())
            self.cloud.show_places(places, max(_LEAST_EXTENT, _NAMES_BEYOND * longest), axes)
        elif placed.places is not None:
            self.cloud.show_places(placed.places, self._radius, None)
        self.cloud.show_trail(self._trail.places(placed, self._frame))

    @Slot(object)
    def _follow_drawing(self, look: Look | None) -> None:
        """Move the drawing through the cloud."""
        if self._watched and self._placed is not None:
            self._trail.follow(look, self._placed)
            self.cloud.show_trail(self._trail.places(self._placed, self._frame))

    @Slot()
    def _go_on(self) -> None:
        """Request the next frame of the tour while it is played."""
        if self._watched and self.controls.play.isChecked():
            self._redraws.request(self._next_frame, FRAMES)
        else:
            self._frame_at = 0.0

    @Slot()
    def _next_frame(self) -> None:
        now = time.monotonic()
        passed = now - self._frame_at if self._frame_at else 1 / 30
        self._frame_at = now
        turns = min(max(round(passed * _TURNS_PER_SECOND), 1), _MOST_TURNS)
        self._frame = np.linalg.matrix_power(self._turn, turns) @ self._frame
        self._draw()
        self._go_on()

    @Slot(int, object)
    def _move_axis(self, axis: int, place: Floats) -> None:
        self.controls.play.setChecked(False)
        self._frame = with_axis_at(self._frame, axis, place)
        self._draw()

    @Slot(int)
    def _hover(self, point: int) -> None:
        placed = self._placed
        if placed is None or point < 0:
            self.digit.hide()
            if placed is not None:
                self.words.setText(placed_in_words(placed))
            return
        row = int(placed.rows[point])
        self.digit.set_image(placed.found.split.images[row])
        self.digit.show()
        self.words.setText(digit_in_words(placed.found, self.controls.part, row))

    @Slot(object)
    def _show_caught(self, points: NDArray[np.intp]) -> None:
        """Show what the lasso caught in Mistakes."""
        if self._placed is not None:
            rows = tuple(sorted(self._placed.rows[points].tolist()))
            chosen = ChosenDigits(caught_in_words(len(rows)), rows)
            self._session.shown_digits.show_chosen(self.controls.part, chosen)
            self._requests.show_panel("mistakes")

    @Slot()
    def _start_tsne(self) -> None:
        found = self._reading.found
        if found is not None:
            step = self._session.inspected.step
            work = partial(by_tsne, found, self.controls.view.layer, step)
            self.jobs.start(tr("t-SNE of {0}").format(self.controls.part.digits), work, self._take)

    @Slot()
    def _recolour(self) -> None:
        self.cloud.set_colouring(self.controls.colouring)

    def _table(self) -> Table:
        header = (self.controls.part.digits, tr("is"), tr("read as"), "x", "y")
        placed, places = self._placed, self.cloud.places
        if placed is None:
            return Table(header, ())
        names, reading = placed.found.class_names, placed.found.reading
        rows = (
            (row, names[reading.targets[row]], names[reading.predicted[row]], x, y)
            for row, (x, y) in zip(placed.rows.tolist(), places.tolist(), strict=True)
        )
        return Table.from_rows(header, rows)

    def _title(self) -> str:
        digits = self.controls.part.digits
        return f"{digits[:1].upper()}{digits[1:]} - {self.controls.views.currentText()}"

    def _connect(self) -> None:
        self._reading.changed.connect(self._follow)
        self._worker.answered.connect(self._take)
        self.jobs.progressed.connect(self._enable)
        self.jobs.failed.connect(self.cloud.show_nothing)
        self.controls.changed.connect(self._choose)
        self.controls.recoloured.connect(self._recolour)
        self.controls.play.toggled.connect(self._go_on)
        self.controls.lay_out.clicked.connect(self._start_tsne)
        self.cloud.hovered.connect(self._hover)
        self.cloud.caught.connect(self._show_caught)
        self.cloud.axis_moved.connect(self._move_axis)
        self.cloud.played.connect(self.controls.play.toggle)
        self._drawing.looked.connect(self._follow_drawing)

    def _lay_out(self) -> None:
        self.cloud.setObjectName("map_cloud")
        self.cloud.setAccessibleName(tr("Cloud of digits"))
        self.cloud.installEventFilter(self)
        self.digit.hide()
        leave_out_of_pictures(self.digit)
        add_figure(self.cloud, "map", self._table, title=self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(self.controls)
        layout.addWidget(self.cloud, 1)
        layout.addWidget(self.words)
        layout.addWidget(JobLine(self.jobs, "map_job", keeps_room=False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the picture of the digit in the upper right corner of the cloud."""
        if watched is self.cloud and event.type() is QEvent.Type.Resize:
            self.digit.move(self.cloud.width() - self.digit.width() - 6, 6)
        return False
