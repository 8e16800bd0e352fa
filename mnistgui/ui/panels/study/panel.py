"""The Study panel: a study is planned, run by workers, and read while it runs."""

from typing import TYPE_CHECKING

from mnistgui.ui.panel_kit.lazy_panel import LazyPanel

if TYPE_CHECKING:
    from mnistgui.ui.panels.study.study_view import StudyView


class StudyPanel(LazyPanel["StudyView"]):
    """Makes what it shows when it is first in sight: most visits have no study."""

    def _make_view(self) -> "StudyView":
        from mnistgui.ui.panels.study.study_view import StudyView  # noqa: PLC0415 - see LazyWidget

        view = StudyView(self._context)
        view.set_watched(watched=True)
        return view
