"""Brings panels to the front: those that are requested, and an experiment's views at its start."""

import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from mnistgui.training.preset_views import View
from mnistgui.training.presets import Preset
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.shell.focus_in_sight import show_once_laid_out
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session

if TYPE_CHECKING:
    from mnistgui.ui.runs.plan import Plan

_STAYS = "experiment"  # name of the panel that an experiment hides behind no view


class ViewOpener(QObject):
    """Grants requests for panels, and opens an experiment's views once, where nobody works.

    Parameters
    ----------
    docks : Docks
        Where the panels stand.
    panels : mapping from str to Panel
        By their names in the table.
    session : Session
        Whose plans are followed.
    draft : Draft
        Tells when a preset is chosen.
    requests : Requests
        What panels and commands ask for.
    parent : QObject
        The Qt parent.
    """

    def __init__(
        self,
        docks: Docks,
        panels: Mapping[str, Panel],
        session: Session,
        draft: Draft,
        requests: Requests,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._docks, self._panels, self._session = docks, panels, session
        self._front: frozenset[str] = frozenset()  # when the preset was chosen
        self._opened: weakref.ref[Plan] | None = None
        self._settled = QTimer(self)  # which panel is in front is known only when it is painted
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._record_front)
        requests.panel_wanted.connect(docks.bring)
        requests.view_wanted.connect(self._show_wanted)
        draft.preset_chosen.connect(self._on_preset_chosen)
        session.planner.plan_changed.connect(self._on_plan_changed)

    @Slot(object)
    def _show_wanted(self, view: View) -> None:
        """Show a view that the person asked for, and scroll to what it is about."""
        self._show(view)
        part = self._panels[view.panel].part_of_view(view.show)
        if part is not None:
            show_once_laid_out(part)

    def _show(self, view: View) -> None:
        self._docks.bring(view.panel)
        self._panels[view.panel].show_view(view.show)

    @Slot(object)
    def _on_preset_chosen(self, _preset: Preset | None) -> None:
        self._settled.start(0)

    @Slot()
    def _record_front(self) -> None:
        self._front = self._docks.in_front()

    @Slot()
    def _on_plan_changed(self) -> None:
        plan = self._session.planner.under_way
        if plan is None or plan.preset is None:
            return
        if self._opened is None or self._opened() is not plan:
            self._opened = weakref.ref(plan)
            self._open(plan.preset.views)

    def _open(self, views: tuple[View, ...]) -> None:
        """Open the first view of each place of the window."""
        taken: set[str] = set()
        for view in views:
            place = self._docks.tabs_of(view.panel)
            if taken.isdisjoint(place) and self._may_open(view.panel, place):
                taken |= place
                self._show(view)

    def _may_open(self, panel: str, place: frozenset[str]) -> bool:
        """Return whether a panel is in front, or only behind panels where nobody works."""
        ahead = self._docks.in_front() & place
        if panel in ahead:
            return True
        focused = QApplication.focusWidget()
        works = any(focused and self._docks[name].isAncestorOf(focused) for name in ahead)
        return bool(ahead) and ahead <= self._front and _STAYS not in ahead and not works
