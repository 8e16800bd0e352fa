"""Defers Python's garbage collection while the program starts and creates no garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def deferred() -> Iterator[None]:
    """Disable garbage collection while modules are loaded and a window is built.

    All objects that exist at the end are excluded from later collections as well: they live as long
    as the program, and a collection that visits them would block the window for tens of ms.
    """
    gc.disable()
    try:
        yield
    finally:
        keep_all()
        gc.enable()


def keep_all() -> None:
    """Exclude all objects that exist now from later collections, as they live on.

    To visit the objects of all panels takes 60 ms, in which neither the window nor training goes
    on, and a network that trains gives rise to such a visit every few seconds.
    """
    gc.freeze()
