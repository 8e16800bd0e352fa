"""Tells whether a widget can be seen, or has been scrolled out of sight."""

from PySide6.QtWidgets import QWidget


def is_in_sight(widget: QWidget) -> bool:
    """Return whether a part of a widget lies within everything that it is a part of.

    ``QWidget.visibleRegion`` leaves out what its own children cover, and may be all of it.
    """
    if not widget.isVisible():
        return False
    seen, parent = widget.rect(), widget.parentWidget()
    while parent is not None and not widget.isWindow() and not seen.isEmpty():
        seen = seen.translated(widget.pos()) & parent.rect()
        widget, parent = parent, parent.parentWidget()
    return not seen.isEmpty()
