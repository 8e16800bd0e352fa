"""Plots of pyqtgraph keep marks and background as images; told to export, they draw shapes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QWidget

_OPTIONS = {"antialias": True, "resolutionScale": 1.0}


@contextmanager
def exporting_plots(widgets: Sequence[QWidget]) -> Iterator[None]:
    """Have every plot in these widgets draw shapes meanwhile."""
    views = [view for widget in widgets for view in widget.findChildren(QGraphicsView)]
    modes = [view.cacheMode() for view in views]
    items: list[Any] = [item for view in views for item in view.scene().items()]
    cached = [(item, item.cacheMode()) for item in items]
    items = [item for item in items if hasattr(item, "setExportMode")]
    for view in views:
        view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
    for item, _mode in cached:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    for item in items:
        item.setExportMode(True, _OPTIONS)  # noqa: FBT003 - pyqtgraph's signature
    try:
        yield
    finally:
        for item in items:
            item.setExportMode(False)
        for view, mode in zip(views, modes, strict=True):
            view.setCacheMode(mode)
        for item, item_mode in cached:
            item.setCacheMode(item_mode)
