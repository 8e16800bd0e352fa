"""Calls by queued signals that wait for the next turn of the event loop."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject


def drop_calls_waiting_for(receiver: QObject) -> None:
    """Drop the calls that still wait for an object, as the one that runs does for all of them."""
    QCoreApplication.removePostedEvents(receiver, QEvent.Type.MetaCall.value)
