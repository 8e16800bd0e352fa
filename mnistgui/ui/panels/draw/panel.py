"""The Draw panel: the canvas, the pixels that the network reads, and the reading."""

from functools import partial

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mnistgui.data.picture_kind import SIDE
from mnistgui.drawing.novelty import Verdict
from mnistgui.drawing.picture_frame import reads_digits
from mnistgui.ink.normalize import Stages, to_pixels
from mnistgui.nn.network import Network
from mnistgui.per_cent import per_cent
from mnistgui.ui.drawing import predictor
from mnistgui.ui.drawing.announcer import ReadingAnnouncer
from mnistgui.ui.drawing.bars import DIGITS, ProbabilityBars
from mnistgui.ui.drawing.caches import PixelCache, ReadingBeforeStroke, VerdictCache
from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.drawing.frames import Frames
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.drawing.number import DrawnNumber
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.draw.halves import Halves
from mnistgui.ui.panels.draw.number_label import NumberLabel
from mnistgui.ui.panels.draw.tools import DrawingTools
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import PICTURES
from mnistgui.ui.widgets.digit_view import DigitView
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.theme import Theme


class StagesButton(QToolButton):
    """The caption of the preview, with a menu of the stages."""

    def __init__(self, drawing: CurrentDrawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self.setObjectName("stages")
        self.setText(tr("It sees"))
        self.setAccessibleName(tr("Stages from pen to pixels"))
        self.setToolTip(tr("What is done to a drawing before the network sees it"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._fit = self._stage(tr("Fit into 20 x 20 pixels"), "stage_fit")
        self._centre = self._stage(tr("Centre by the mass of the ink"), "stage_centre")
        self._redraw = self._stage(tr("Redraw with a pen of MNIST's width"), "stage_redraw")
        self.setMenu(self._menu)

    def _stage(self, text: str, name: str) -> QAction:
        action = self._menu.addAction(text)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setChecked(True)
        action.toggled.connect(self._use_stages)
        return action

    @Slot()
    def _use_stages(self) -> None:
        checked = (one.isChecked() for one in (self._fit, self._centre, self._redraw))
        self._drawing.set_stages(Stages(*checked))


_SURE_PROBABILITY = 0.5
_GAP_PIXELS = 10


class DrawPanel(Panel):
    """Reads the drawing after each move of the pen."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session, redraws = context.session, context.redraws
        self._session = session
        self._redraws = redraws
        self._pixels, self._before, self._judged = (
            PixelCache(),
            ReadingBeforeStroke(),
            VerdictCache(),
        )
        self._drawing = context.drawing
        self._frames = Frames(session)
        self.number = DrawnNumber(context.drawing, session, self)
        self.canvas = Canvas(context.drawing)
        self.bars = ProbabilityBars(DIGITS)
        ReadingAnnouncer(context.drawing, self.canvas)
        self.preview = DigitView("preview", tr("What the network sees"), scale=4)
        self._tools = DrawingTools(self.canvas, context.history)
        self.stages = StagesButton(context.drawing)
        self.answer = NumberLabel()
        self._hint = FewLines("drawing_hint", 1, "muted")  # else it would move the canvas
        self._lay_out()
        # Several moves of the pen that wait in the queue are read once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read)
        self._drawing.changed.connect(self._soon.start)
        self._drawing.changed.connect(self._claim_priority)
        self._drawing.stages_changed.connect(self._soon.start)
        self.number.changed.connect(self._soon.start)
        self.answer.chosen.connect(self.number.choose)
        for key, step in (("PgUp", -1), ("PgDown", 1)):
            self._drawing.add_key(key, partial(self._step, step))
        self.bars.chosen.connect(self._drawing.class_chosen)
        session.inspected_changed.connect(self._request_reading)
        self._read()

    @property
    def first_focus(self) -> QWidget:
        """The canvas: keys draw there, and among the tools they would change the pen."""
        return self.canvas

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        for part in (self.canvas, self.bars, self.preview, self._tools, self.answer):
            part.set_theme(theme)

    def shut_down(self) -> None:
        """Wait until the drawing is divided."""
        self.number.shut_down()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the higher half where there is room for both beside each other."""
        return self._halves.least(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reading beside the canvas where the panel is wide and low."""
        super().resizeEvent(event)
        self._halves.fit(self.size())
        if event.oldSize().width() != self.width():
            self.updateGeometry()

    @Slot()
    def _claim_priority(self) -> None:
        self._session.training.priority.claim(self, urgent=True)

    @Slot()
    def _request_reading(self) -> None:
        self._redraws.request(self._read, PICTURES)

    @Slot()
    def _read(self) -> None:
        self._show_reading()
        self._session.training.priority.release(self)

    def _show_reading(self) -> None:
        network = self._session.inspected.reader
        reading = None if network is None else self._reading(network)
        self.bars.set_class_names(network.head.class_names if network else DIGITS)
        if network is None or reading is None:
            self.bars.set_probabilities(None)
        else:
            read = self.number.strokes_read
            before = self._before.probabilities(
                network, read, self._drawing.stages, self._frames.of(network)
            )
            self.bars.set_probabilities(reading.probabilities, before)
        if self._drawing.pen.writing:
            self.bars.repaint()  # at once, not with whatever else waits to be painted
        self.preview.set_image(reading.image if reading else None)
        self.canvas.set_hint(self._invitation(network))
        self.preview.set_side(self._frames.of(network).side if network else SIDE)
        verdict = self._verdict(network, reading)
        none = verdict is not None and not verdict.is_digit
        self.bars.set_faded(faded=none)
        self._show_answer(network, reading, none=none)
        self._hint.show_text(_no_digit(verdict) if verdict and none else self._advice())
        self._drawing.set_look(self._make_look(network, reading))

    def _show_answer(
        self, network: Network | None, reading: predictor.Reading | None, *, none: bool
    ) -> None:
        digits = self.number.digits
        self.canvas.set_digits(digits, self.number.place)
        if network is None or reading is None:
            self.answer.show_text("")
        elif digits:
            stages = self._drawing.stages
            images = np.stack([to_pixels(digit, stages, canvas_size=1.0) for digit in digits])
            best = network.probabilities(images).argmax(axis=1).tolist()
            names = network.head.class_names
            self.answer.show_digits([names[place] for place in best], self.number.place)
        else:
            self.answer.show_text("" if none else self._in_one_sign(reading))

    def _step(self, step: int) -> None:
        self.number.choose(self.number.place + step)

    def _make_look(self, network: Network | None, reading: predictor.Reading | None) -> Look | None:
        if network is None or reading is None:
            return None
        return Look(self.number.strokes_read, self._drawing.stages, network, reading)

    def _reading(self, network: Network) -> predictor.Reading | None:
        strokes, frame = self.number.strokes_read, self._frames.of(network)
        if strokes.empty or not frame.by_pen:
            return None
        return predictor.read(self._pixels.of(strokes, self._drawing.stages, frame), network)

    def _in_one_sign(self, reading: predictor.Reading) -> str:
        sure = float(reading.probabilities.max()) >= _SURE_PROBABILITY
        return reading.best if sure else f"{reading.best}?"

    def _verdict(
        self, network: Network | None, reading: predictor.Reading | None
    ) -> Verdict | None:
        """Judge whether the drawing is a digit where digits are read, once the pen is lifted."""
        # Every digit begins as a stroke that is none.
        if network is None or reading is None or self._drawing.pen.writing:
            return None
        if not reads_digits(network):
            return None
        return self._judged.verdict(reading)

    def _invitation(self, network: Network | None) -> str:
        if network is None or reads_digits(network):
            return tr("Draw a digit here")
        return tr("Draw here") if self._frames.of(network).by_pen else tr("Not for drawings")

    def _advice(self) -> str:
        network = self._session.inspected.network
        if network is None:
            return tr("No network reads it yet: train one.")
        if not self._frames.of(network).by_pen:
            return tr("This network reads pictures that no pen draws.")
        if self._drawing.strokes.empty:
            return tr("The network reads while you draw.")
        if self.number.digits:
            words = tr("Bars of digit {0} of {1} (PgUp, PgDown)")
            return words.format(self.number.place + 1, len(self.number.digits))
        return tr("Green, red: by your last stroke") if self.bars.changes is not None else ""

    def _lay_out(self) -> None:
        seen = QVBoxLayout()
        seen.addWidget(self.answer, 1, Qt.AlignmentFlag.AlignCenter)
        seen.addWidget(self.preview)
        seen.addWidget(self.stages)
        below = QHBoxLayout()
        below.setSpacing(_GAP_PIXELS)
        below.addLayout(seen)
        below.addWidget(self.bars, 1)
        drawn = QVBoxLayout()
        drawn.setSpacing(_GAP_PIXELS)
        drawn.addWidget(self._tools)
        drawn.addWidget(self.canvas, 1)
        drawn.addWidget(self._hint)
        self._halves = Halves(self, drawn, below)


def _no_digit(verdict: Verdict) -> str:
    words = tr("No digit (confidence {0})")
    tenths = int(1000 * verdict.confidence)  # rounded down: it is never quite certain
    return words.format(per_cent(tenths / 1000, 1))
