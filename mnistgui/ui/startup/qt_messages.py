"""Logs the messages of Qt, with Qt's levels."""

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("mnistgui.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_EXPECTED = ("This plugin does not support",)  # offscreen has no window manager


def log_qt_messages() -> None:
    """Install a handler that logs Qt's messages."""
    qInstallMessageHandler(_take)


def _take(kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    if text and not text.startswith(_EXPECTED):
        _log.log(_LEVELS[kind], "%s", text)
