import sys
from pathlib import Path

import numpy as np
import pytest

from mnistgui.ui.memory import give_back

STATUS = Path("/proc/self/status")
NUMBERS = 4096  # too few for glibc to ask the system for each array
ARRAYS = 4000


def resident_mb() -> float:
    line = next(x for x in STATUS.read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems keep no such memory"
)
def test_what_is_freed_leaves_the_process() -> None:
    arrays = [np.ones(NUMBERS, np.float64) for _ in range(ARRAYS)]
    last = arrays.pop()  # lies at the end of the heap, and keeps all before it from being freed
    del arrays
    before = resident_mb()
    give_back()
    assert last.sum() == NUMBERS
    assert resident_mb() < before - 0.5 * ARRAYS * NUMBERS * 8 / 2**20
