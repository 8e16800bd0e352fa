"""Suggests once, after the first run, what is worth doing next."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Slot

from mnistgui.per_cent import per_cent
from mnistgui.ui.commands.data_actions import DataActions
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from mnistgui.ui.widgets.messages import Offer

_SHOWN_KEY = "hints/next_steps"


class NextSteps(QObject):
    """Waits for the end of the first run that the person has started."""

    def __init__(
        self,
        session: Session,
        draft: Draft,
        banner: Banner,
        data: DataActions,
        requests: Requests,
        drawing: CurrentDrawing,
        settings: QSettings,
    ) -> None:
        super().__init__(banner)
        self._session = session
        self._draft = draft
        self._banner = banner
        self._data = data
        self._requests = requests
        self._drawing = drawing
        self._settings = settings
        self._said = ""
        session.training.completed.connect(self._on_run_ended)
        session.planner.begun.connect(self.withdraw)

    @Slot()
    def _on_run_ended(self) -> None:
        if self._settings.value(_SHOWN_KEY, False, bool):  # noqa: FBT003 - Qt's signature
            return
        plan, run = self._session.planner.plan, self._session.runs.current
        single = plan is not None and plan.preset is None and plan.begun == [run]
        learnt = run is not None and run.status is Status.FINISHED and run.trouble is None
        if run is not None and single and learnt and self._is_calm():
            self._show_next_steps(run)

    def _is_calm(self) -> bool:
        """Return whether no other message is shown."""
        return self._draft.lesson is None and self._banner.text in ("", self._data.few_digits_text)

    def _show_next_steps(self, run: Run) -> None:
        self._settings.setValue(_SHOWN_KEY, True)  # noqa: FBT003 - Qt's signature
        offers: list[Offer] = [
            (tr("Draw a digit"), self._show_canvas),
            (tr("See the misread"), partial(self._requests.show_panel, "mistakes")),
        ]
        dataset = self._session.dataset
        if dataset is not None and dataset.synthetic and not self._data.offers_last:
            offers.append((tr("Download MNIST (11 MB)"), self._data.download))
            self._data.withdraw_offer()
        self._said = said(run)
        self._banner.show_notice(self._said, *offers)

    def _show_canvas(self) -> None:
        self._requests.show_panel("draw")
        self._drawing.request_focus()

    @Slot()
    def withdraw(self) -> None:
        """Withdraw the suggestion, since something else has begun."""
        if self._said:
            self._banner.withdraw(self._said)
            self._said = ""


def said(run: Run) -> str:
    """Return how the run came out and what is worth doing next."""
    accuracy = run.accuracy("test")
    done = tr("The run is over.")
    if accuracy is not None:
        done = tr("The run is over: {0} of the test digits are read right.").format(
            per_cent(accuracy)
        )
    then = tr("Draw one yourself, see which are misread, or change one setting and press Start.")
    return f"{done} {then}"
