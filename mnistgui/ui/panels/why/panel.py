"""The Why? panel: why the network reads the drawing as it does, while one draws."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from mnistgui.drawing.evidence import Explanation
from mnistgui.drawing.evidence import explain as explain_reading
from mnistgui.ui.background.cooldowns import EVIDENCE
from mnistgui.ui.drawing.bars import DIGITS
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.drawing.look_worker import LookWorker
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.why.layers_view import LayersView
from mnistgui.ui.panels.why.nearest import FoundNeighbours, NearestFinder
from mnistgui.ui.panels.why.nearest_view import NearestView
from mnistgui.ui.panels.why.signed_map import SignedMap
from mnistgui.ui.state.digits_note import digits_note, other_digits
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import EXPLANATIONS
from mnistgui.ui.widgets.basic import explain, label
from mnistgui.ui.widgets.class_choice import ClassChoice
from mnistgui.ui.widgets.theme import LIGHT, Theme


@dataclass(frozen=True, eq=False)
class Explained:
    """An explanation and the look that it explains.

    Parameters
    ----------
    look : Look
        The drawing, and the snapshot of the network that read it.
    explanation : Explanation
        What happened in that network.
    """

    look: Look
    explanation: Explanation


_ROOM_FOR_WORDS_PIXELS = 190  # beside the choice, with the margins, in pixels


class WhyPanel(Panel):
    """Shows evidence, activations and nearest digits of the drawing."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session, drawing, redraws = context.session, context.drawing, context.redraws
        self._session = session
        self._redraws = redraws
        self._explained: Explained | None = None
        self._theme = LIGHT
        self.choice = ClassChoice("explained_class", tr("Explain"), tr("Answer"), DIGITS)
        self.gradient = SignedMap("evidence_gradient", tr("Input × gradient"))
        self.occlusion = SignedMap("evidence_occlusion", tr("Occlusion"))
        self.layers = LayersView()
        self.nearest = NearestView()
        self.title = label("", "", "evidence_title")
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._look_worker = LookWorker(explaining, EVIDENCE, session, self)
        self.finder = NearestFinder(session, self)
        self._lay_out()
        self._look_worker.answered.connect(self._show_explained)
        self.finder.found.connect(self._show_nearest)
        self.finder.index_builder.progressed.connect(self.nearest.set_fraction)
        drawing.looked.connect(self._look_worker.set_look)
        drawing.class_chosen.connect(self._choose)
        self.choice.changed.connect(self._draw_evidence)
        self._draw_evidence()

    @property
    def explained(self) -> Explained | None:
        """The explanation that is shown."""
        return self._explained

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        for part in (self.gradient, self.occlusion, self.layers, self.nearest):
            part.set_theme(theme)
        self._draw_evidence()

    def shut_down(self) -> None:
        """Wait until every thread has ended."""
        self._look_worker.shut_down()
        self.finder.shut_down()

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Work only while the panel can be seen, and catch up then."""
        self._look_worker.set_watched(watched=watched)
        self.finder.index_builder.set_watched(watched=watched)
        self._draw_evidence()

    @Slot(int)
    def _choose(self, index: int) -> None:
        if self._explained is not None:
            self.choice.choose(index)

    @Slot(object)
    def _show_explained(self, explained: Explained | None) -> None:
        self._explained = explained
        self.finder.set_look(explained.look if explained else None)
        self._redraws.request(self._draw_evidence, EXPLANATIONS)
        self._redraws.request(self._draw_layers, EXPLANATIONS)

    @Slot(object)
    def _show_nearest(self, found: FoundNeighbours | None) -> None:
        dataset = self._session.dataset
        note = digits_note(self._session, dataset)
        self.nearest.set_digits(other_digits(self._session, dataset), note)
        self.nearest.set_found(found)
        self._redraws.request(self.nearest.draw, EXPLANATIONS)

    @Slot()
    def _draw_evidence(self) -> None:
        if self._explained is None:
            drawn = self._look_worker.has_look
            self.title.setText(tr("Looking into it...") if drawn else tr("Draw a digit first."))
            self.gradient.set_values(None)
            self.occlusion.set_values(None)
            return
        explanation = self._explained.explanation
        self.choice.set_class_names(explanation.class_names)
        chosen = self.choice.chosen
        shown = explanation.answer if chosen is None else chosen
        evidence = explanation.evidence
        self.gradient.set_values(evidence.gradient[shown])
        self.occlusion.set_values(evidence.occlusion[shown])
        self.title.setText(self._in_words(explanation.class_names[shown]))

    def _draw_layers(self) -> None:
        if self._explained is None:
            self.layers.set_layers(())
        else:
            shown = self._explained.explanation
            self.layers.set_layers(shown.activations, shown.class_names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the words on the colours below the choice if they have no room beside it."""
        super().resizeEvent(event)
        wide = self.choice.sizeHint().width() + _ROOM_FOR_WORDS_PIXELS
        ways = QBoxLayout.Direction
        self._top.setDirection(ways.LeftToRight if self.width() >= wide else ways.TopToBottom)

    def _in_words(self, name: str) -> str:
        speaks = (self._theme.positive, tr("for {0}")), (self._theme.negative, tr("against {0}"))
        return ", ".join(
            f"<b style='color: {colour}'>{words.format(name)}</b>" for colour, words in speaks
        )

    def _lay_out(self) -> None:
        explain(
            self.gradient,
            tr(
                "Input × gradient: the ink of each pixel, times how much the answer would gain"
                " from a little more of it. Red ink speaks for the digit, blue ink against it."
            ),
        )
        explain(
            self.occlusion,
            tr(
                "Occlusion: a small patch of the drawing is covered with paper, place by place."
                " Red where the digit becomes less likely without it, blue where more likely."
            ),
        )
        explain(
            self.layers,
            tr(
                "A square for every unit of the network: the stronger its colour, the more it"
                " reacts to this drawing. White units are silent."
            ),
        )
        self.title.setMinimumWidth(1)  # it may be cut off before it makes the window wider
        self._top.setSpacing(12)
        self._top.addWidget(self.choice)
        self._top.addWidget(self.title, 1)
        maps = QVBoxLayout()
        maps.addWidget(self.gradient)
        maps.addWidget(self.occlusion)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addLayout(maps, 6)
        below.addWidget(self.layers, 11)
        below.addWidget(self.nearest, 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(self._top)
        layout.addLayout(below, 1)


def explaining(look: Look) -> Callable[[], Explained]:
    """Return the work of explaining a look."""
    return partial(_explained, look)


def _explained(look: Look) -> Explained:
    """Any thread: Find the evidence for a reading."""
    return Explained(look, explain_reading(look.network, look.reading.image))
