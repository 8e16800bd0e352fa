"""Long work with rests, so that training and the pen have the processor in between."""

import time
from collections.abc import Callable

from mnistgui.ui.background.job import Report

_REST = 0.25  # after each piece of work, in times as long as it took
_REST_IN_TRAINING = 100.0


def with_rests(report: Report, *, training: bool) -> Callable[[int, int], None]:
    """Rest after every report.

    Parameters
    ----------
    report : Report
        Told how far the work is; ends it when it is cancelled.
    training : bool
        Whether a network trains meanwhile.

    Returns
    -------
    callable
        Takes what is done and what there is in all, as the report does.
    """
    rest = _REST_IN_TRAINING if training else _REST
    began = time.perf_counter()

    def tell(done: int, total: int) -> None:
        nonlocal began
        report(done, total)
        time.sleep(rest * (time.perf_counter() - began))
        began = time.perf_counter()

    return tell
