"""Shows the panel of a preset that is chosen, and the outcome of a plan of several runs."""

import weakref

from PySide6.QtCore import QObject, Slot

from mnistgui.training.presets import Preset
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.runs.plan import Plan
from mnistgui.ui.runs.plan_words import best_so_far
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner

_PANELS = {"gradient-check": "gradient_check"}
_USUAL = "experiment"


class Experiments(QObject):
    """Requests the panel of a preset, and reports how its plan came out."""

    def __init__(
        self, session: Session, draft: Draft, requests: Requests, banner: Banner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._requests = requests
        self._banner = banner
        # A weak reference: a plan that Undo brings back is the same one, and was reported before.
        self._reported: weakref.ref[Plan] | None = None
        self._said = ""
        draft.preset_chosen.connect(self._chosen)
        session.planner.plan_changed.connect(self._on_plan_changed)

    @Slot(object)
    def _chosen(self, preset: Preset | None) -> None:
        if preset is not None:
            self._requests.show_panel(_PANELS.get(preset.kind, _USUAL))

    @Slot()
    def _on_plan_changed(self) -> None:
        plan = self._session.planner.plan
        if plan is None or (self._reported is not None and plan is self._reported()):
            return
        if self._said and self._banner.text == self._said:
            self._banner.close_message()  # it was about another plan
        if plan.ended and len(plan.planned) > 1:
            self._reported = weakref.ref(plan)
            self._show_outcome(plan)
            self._select_best(plan)

    def _show_outcome(self, plan: Plan) -> None:
        message = tr("All {0} runs are done.").format(len(plan.planned))
        self._said = f"{message} {best_so_far(plan)}".strip()
        offers = [] if plan.preset is None else [(tr("Show the figures"), self._show_figures)]
        self._banner.show_notice(self._said, *offers)

    def _show_figures(self) -> None:
        self._requests.show_panel(_USUAL)

    def _select_best(self, plan: Plan) -> None:
        """Select the best run of a grid, unless the person has selected one of their own."""
        best, runs = plan.best(), self._session.runs
        grid = plan.preset is not None and plan.preset.kind == "grid"
        there = best is not None and runs.get(best.number) is best
        if grid and best is not None and there and runs.current is plan.begun[-1]:
            runs.select(best.number)
