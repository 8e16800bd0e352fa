"""Puts pauses into long work, so that training and the pen have the processor in between."""

import time
from collections.abc import Callable

from mnistgui.ui.background import cooldowns
from mnistgui.ui.background.job import Report


def with_pauses(report: Report, *, training: bool) -> Callable[[int, int], None]:
    """Return a report function that pauses after every report.

    Parameters
    ----------
    report : Report
        Is given the progress; raises when the work is cancelled.
    training : bool
        Whether a network trains meanwhile.

    Returns
    -------
    callable
        Takes the amount of work that is done and the whole amount, as ``report`` does.
    """
    factor = cooldowns.PAUSE_FACTOR_IN_TRAINING if training else cooldowns.PAUSE_FACTOR
    began = time.perf_counter()

    def report_and_pause(done: int, total: int) -> None:
        nonlocal began
        report(done, total)
        time.sleep(factor * (time.perf_counter() - began))
        began = time.perf_counter()

    return report_and_pause
