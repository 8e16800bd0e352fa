"""What the panel shows once it is in sight: the drawing, followed by a sentence."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.errors import UserError
from mnistgui.inspection.connections import Flow, flow
from mnistgui.nn.network import Network
from mnistgui.ui.background.cooldowns import FLOW
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.drawing.look_worker import LookWorker
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panels.network.drawing import NetworkDrawing
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import PICTURES
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.theme import Theme


class NetworkView(QWidget):
    """Finds the strongest connections in another thread: of the drawing, else of the weights."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session = context.session
        self._redraws = context.redraws
        self._requests = context.requests
        self._watched = True
        self._found: Flow | None = None
        self._fault = ""
        self.drawing = NetworkDrawing()
        self.words = ElidedLabel("network_words", "muted")
        self._look_worker = LookWorker(_of_look, FLOW, context.session, self)
        self._worker = ThrottledLatestWins(context.session.training, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.drawing, 1)
        layout.addWidget(self.words)
        self._connect(context)
        self._look_worker.set_look(context.drawing.look)
        self._request()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.drawing.set_theme(theme)

    def set_watched(self, *, watched: bool) -> None:
        """Work only while the view can be seen, and catch up then."""
        self._watched = watched
        self._look_worker.set_watched(watched=watched)
        self._request()

    def shut_down(self) -> None:
        """Wait until the threads have ended."""
        self._look_worker.shut_down()
        self._worker.shut_down()

    def _connect(self, context: PanelContext) -> None:
        context.session.inspected_changed.connect(self._request)
        context.drawing.looked.connect(self._look_worker.set_look)
        context.session.shown_unit.changed.connect(self._follow_unit)
        self._look_worker.answered.connect(self._receive_look)
        self._worker.answered.connect(self._receive)
        self.drawing.chosen.connect(self._session.shown_unit.show_unit)
        self.drawing.opened.connect(self._open)

    @Slot()
    def _request(self) -> None:
        """Look at the weights, where there is no drawing that would flow through them."""
        network = self._session.inspected.network
        if network is None:
            self._worker.cancel()
            self._receive(None)
        elif self._watched and not self._look_worker.has_look:
            self._worker.submit(_of_network(network))

    @Slot(object)
    def _receive_look(self, answer: Flow | str | None) -> None:
        if answer is None:
            self._request()
        else:
            self._receive(answer)

    @Slot(object)
    def _receive(self, answer: Flow | str | None) -> None:
        self._found = answer if isinstance(answer, Flow) else None
        self._fault = answer if isinstance(answer, str) else ""
        self._redraws.request(self._draw, PICTURES)

    @Slot()
    def _draw(self) -> None:
        hint = tr("Train a network: its units and strongest connections are drawn here.")
        self.drawing.set_hint(self._fault or self._session.hint(hint))
        self.drawing.show_flow(self._found)
        self._follow_unit()

    @Slot()
    def _follow_unit(self) -> None:
        shown, found = self._session.shown_unit, self._found
        self.drawing.choose(shown.layer, shown.unit)
        if found is None:
            self.words.setText("")
            return
        count = sum(len(one.values) for one in found.strongest)
        words = tr("{0} strongest weights; draw a digit, and it flows through them")
        if found.activations:
            words = tr("{0} connections through which most of the drawing flows")
        self.words.setText(words.format(count))

    @Slot()
    def _open(self) -> None:
        self._requests.show_panel("units")


def _of_look(look: Look) -> Callable[[], Flow | str]:
    return partial(_answered, look.network, look.reading.image)


def _of_network(network: Network) -> Callable[[], Flow | str]:
    return partial(_answered, network, None)


def _answered(network: Network, image: NDArray[np.uint8] | None) -> Flow | str:
    """Any thread: Find the connections, or say why there are none to be found."""
    try:
        return flow(network, image)
    except UserError as error:
        return str(error)
