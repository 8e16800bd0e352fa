"""The panel that says, while one draws, why the network reads what it reads."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mnistgui.ui.panels.drawing.panel import DIGITS, DrawingPanel
from mnistgui.ui.panels.explanation.class_choice import ClassChoice
from mnistgui.ui.panels.explanation.explainer import Explained, Explainer
from mnistgui.ui.panels.explanation.layers_view import LayersView
from mnistgui.ui.panels.explanation.signed_map import SignedMap
from mnistgui.ui.redraw import RedrawClock
from mnistgui.ui.strings import tr
from mnistgui.ui.theme import LIGHT, Theme
from mnistgui.ui.widgets import label, row


class ExplanationPanel(QWidget):
    """Evidence and activations behind the bars beside the canvas.

    Parameters
    ----------
    drawing : DrawingPanel
        What is explained.
    clock : RedrawClock
        Tells when to draw.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(
        self, drawing: DrawingPanel, clock: RedrawClock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clock = clock
        self._explained: Explained | None = None
        self._theme = LIGHT
        self.choice = ClassChoice(DIGITS)
        self.gradient = SignedMap("evidence_gradient", tr("Input × gradient"))
        self.occlusion = SignedMap("evidence_occlusion", tr("Occlusion"))
        self.layers = LayersView()
        self.title = label("", "", "evidence_title")
        self._explainer = Explainer(self)
        self._lay_out()
        self._explainer.explained.connect(self._take)
        drawing.looked.connect(self._explainer.look)
        drawing.bars.chosen.connect(self._choose)
        self.choice.changed.connect(self._draw_evidence)
        self._draw_evidence()

    @property
    def explained(self) -> Explained | None:
        """What is shown."""
        return self._explained

    def set_theme(self, theme: Theme) -> None:
        """Everything in these colours."""
        self._theme = theme
        for part in (self.gradient, self.occlusion, self.layers):
            part.set_theme(theme)
        self._draw_evidence()

    def shut_down(self) -> None:
        """Wait until every thread has ended."""
        self._explainer.shut_down()

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Work only while somebody can see it, and catch up then."""
        self._explainer.set_watched(watched=watched)

    @Slot(int)
    def _choose(self, index: int) -> None:
        if self._explained is not None:
            self.choice.choose(index)

    @Slot(object)
    def _take(self, explained: Explained | None) -> None:
        self._explained = explained
        self._clock.ask(self._draw_evidence)
        self._clock.ask(self._draw_layers)

    @Slot()
    def _draw_evidence(self) -> None:
        if self._explained is None:
            self.title.setText(tr("Draw a digit to see what speaks for it."))
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
        explained = self._explained
        self.layers.set_layers(explained.explanation.activations if explained else ())

    def _in_words(self, name: str) -> str:
        coloured = "<b style='color: {0}'>{1}</b>"
        return tr("{0} speaks for {1}, {2} against").format(
            coloured.format(self._theme.positive, tr("Red")),
            f"<b>{name}</b>",
            coloured.format(self._theme.negative, tr("blue")),
        )

    def _lay_out(self) -> None:
        self.title.setMinimumWidth(1)  # it may be cut off before it makes the window wider
        maps = QHBoxLayout()
        maps.setSpacing(10)
        maps.addWidget(self.gradient, 2)
        maps.addWidget(self.occlusion, 2)
        maps.addWidget(self.layers, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        top = row(self.choice)
        top.addSpacing(6)
        top.addWidget(self.title, 1)
        layout.addLayout(top)
        layout.addLayout(maps, 1)
