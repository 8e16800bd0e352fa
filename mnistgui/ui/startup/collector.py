"""Python's search for reference cycles, put off where nothing is thrown away yet."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """Load modules and build a window without searching them again and again.

    What is there in the end is left out of later searches, too: it lives as long as the program,
    and a search through all of it would stop the window for tens of milliseconds.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
