"""Whether other windows cover ours: X11 tells whoever asks, and Qt does not ask.

Where a compositor draws every window whether it is seen or not, X11 never says that one is covered;
then this costs nothing and tells nothing.
"""

import ctypes

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot
from PySide6.QtGui import QGuiApplication

# From xproto.h, which X11 has not changed since 1987.
_EVENT_MASK_ATTRIBUTE = 1 << 11
_VISIBILITY_CHANGES = 1 << 16
_VISIBILITY_NOTIFY = 15
_FULLY_OBSCURED = 2
_KIND_BITS = 0x7F  # the highest says that another program sent the event


class _VisibilityEvent(ctypes.Structure):
    """``xcb_visibility_notify_event_t``."""

    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("pad", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("window", ctypes.c_uint32),
        ("state", ctypes.c_uint8),
    )


class X11Cover(QObject):
    """Finds out whether a window is covered, over a connection of its own to the X server.

    Parameters
    ----------
    window : int
        The window's number on the X server.
    parent : QObject
        The Qt parent.
    """

    changed = Signal(bool)  # whether nothing of the window is to be seen

    def __init__(self, window: int, parent: QObject) -> None:
        super().__init__(parent)
        self._xcb = _library()
        self._libc = ctypes.CDLL(None)
        self._libc.free.argtypes = (ctypes.c_void_p,)
        self._connection: int | None = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.stop()
            return
        mask = ctypes.c_uint32(_VISIBILITY_CHANGES)
        arguments = (self._connection, window, _EVENT_MASK_ATTRIBUTE, ctypes.byref(mask))
        self._xcb.xcb_change_window_attributes(*arguments)
        self._xcb.xcb_flush(self._connection)
        handle = self._xcb.xcb_get_file_descriptor(self._connection)
        self._notifier = QSocketNotifier(handle, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def stop(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            for notifier in self.findChildren(QSocketNotifier):
                notifier.setEnabled(False)
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    @Slot()
    def _read(self) -> None:
        """Read every event that has come."""
        while self._connection is not None:
            event = self._xcb.xcb_poll_for_event(self._connection)
            if not event:
                if self._xcb.xcb_connection_has_error(self._connection):  # no more events will come
                    self.stop()
                    self.changed.emit(False)  # noqa: FBT003 - a signal has no keywords
                return
            visibility = event.contents
            kind, state = visibility.response_type & _KIND_BITS, visibility.state
            self._libc.free(event)
            if kind == _VISIBILITY_NOTIFY:
                self.changed.emit(state == _FULLY_OBSCURED)


def tells_of_covering() -> bool:
    """Return whether the window is on an X server, whose library Qt has then loaded."""
    return QGuiApplication.platformName() == "xcb"


def _library() -> ctypes.CDLL:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_poll_for_event.restype = ctypes.POINTER(_VisibilityEvent)
    for name in ("connection_has_error", "flush", "get_file_descriptor", "disconnect"):
        getattr(xcb, f"xcb_{name}").argtypes = (ctypes.c_void_p,)
    xcb.xcb_poll_for_event.argtypes = (ctypes.c_void_p,)
    window, mask = ctypes.c_uint32, ctypes.c_uint32
    xcb.xcb_change_window_attributes.argtypes = (ctypes.c_void_p, window, mask, ctypes.c_void_p)
    return xcb
