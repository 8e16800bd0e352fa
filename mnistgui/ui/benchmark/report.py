"""All measures of the window, each taken in processes of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from mnistgui.ui.benchmark.startup import startup_ratio


def window_report(data: Path | None) -> dict[str, float]:
    """Measure the window.

    Parameters
    ----------
    data : Path or None
        Digits to train on; without them what was downloaded, else synthetic ones.

    Returns
    -------
    dict
        ``gui_speed_ratio, timer_late_p99_ms, pen_to_bars_p99_ms, startup_ratio, peak_rss_mb``.
    """
    command = [sys.executable, "-m", "mnistgui.ui.benchmark.live"]
    if data is not None:
        command.append(str(data))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603 - this very program
        command, stdout=subprocess.PIPE, text=True, env=environment, check=True
    )
    live = json.loads(done.stdout.splitlines()[-1])
    return {
        "gui_speed_ratio": live["gui_speed_ratio"],
        "timer_late_p99_ms": live["timer_late_p99_ms"],
        "pen_to_bars_p99_ms": live["pen_to_bars_p99_ms"],
        "startup_ratio": startup_ratio(),
        "peak_rss_mb": live["peak_rss_mb"],
    }
