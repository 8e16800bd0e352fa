import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mnistgui.ui.background.memory import release_free_memory

STATUS = Path("/proc/self/status")
NUMBERS = 4096  # too few for glibc to ask the system for each array
ARRAYS = 4000
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of glibc's memory")


def resident_mb() -> float:
    line = next(x for x in STATUS.read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


@LINUX
def test_what_is_freed_leaves_the_process() -> None:
    arrays = [np.ones(NUMBERS, np.float64) for _ in range(ARRAYS)]
    last = arrays.pop()  # lies at the end of the heap, and keeps all before it from being freed
    del arrays
    before = resident_mb()
    release_free_memory()
    assert last.sum() == NUMBERS
    assert resident_mb() < before - 0.5 * ARRAYS * NUMBERS * 8 / 2**20


# Prints how many pools eight threads have taken numbers from, all at the same time.
POOLS = """
import ctypes, sys, threading
import numpy as np
from mnistgui.ui.background.memory import limit_malloc_arenas

limit_malloc_arenas()
together = threading.Barrier(8)

def take():
    together.wait()
    numbers = [np.ones(100) for _ in range(1000)]
    together.wait()

threads = [threading.Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


@LINUX
def test_threads_share_two_pools(tmp_path: Path) -> None:
    told = tmp_path / "pools.xml"
    subprocess.run([sys.executable, "-c", POOLS, str(told)], check=True, timeout=60)
    assert told.read_text().count("<heap nr=") == 2
