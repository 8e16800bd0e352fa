"""A process that attacks importers and may die doing it."""

import os
import resource
import shutil
import traceback
import warnings
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

import numpy as np

from tests.fuzz.case import Case, good_files, lay_out, loads
from tests.fuzz.edits import KINDS, Edit
from tests.fuzz.forked_vetting import vet_in_a_fork
from tests.fuzz.targets import TARGETS


@dataclass(frozen=True)
class Outcome:
    """What became of one case.

    Parameters
    ----------
    loaded : bool
        Whether the altered files were taken.
    seconds : float
        Processor time it took, children included: a busy machine makes no importer slow.
    megabytes : int
        The most memory the process ever used.
    fault : str
        A traceback, or nothing.
    """

    loaded: bool
    seconds: float
    megabytes: int
    fault: str = ""


def random_case(seed: int) -> Case:
    """A case that depends on its seed alone."""
    rng = np.random.default_rng(seed)
    edits = [
        Edit(str(rng.choice(KINDS)), float(rng.random()), int(rng.integers(256)))
        for _ in range(rng.integers(1, 7))
    ]
    return Case(int(rng.integers(64)), bool(rng.random() < 0.6), edits)


def work(connection: Connection, scratch: Path) -> None:
    """Carry out ``(target number, seed)`` requests until None comes."""
    # A warning would be a second line on standard error.
    warnings.simplefilter("error")
    # Whoever asks for more than this gets a MemoryError, which counts as a fault.
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    # Starting Python anew for every file would leave time for few of them.
    mock.patch("mnistgui.data.hdf5_vetting.vet", vet_in_a_fork).start()
    known: dict[int, dict[Path, bytes]] = {}
    while (request := connection.recv()) is not None:
        number, seed = request
        if number not in known:
            known[number] = good_files(TARGETS[number], scratch / "good")
        connection.send(attack(number, known[number], random_case(seed), scratch / "case"))


def attack(number: int, files: dict[Path, bytes], case: Case, folder: Path) -> Outcome:
    """Lay one case out and read it."""
    shutil.rmtree(folder, ignore_errors=True)
    lay_out(files, case, folder)
    begun = sum(os.times()[:4])
    loaded, fault = False, ""
    try:
        loaded = loads(TARGETS[number], folder)
    except Exception:  # noqa: BLE001 - whatever escapes is what the run is looking for
        fault = traceback.format_exc()
    seconds = sum(os.times()[:4]) - begun
    megabytes = most_megabytes()
    return Outcome(loaded, seconds, megabytes, fault)


def most_megabytes() -> int:
    """The most memory this process used since it became this program.

    What the operating system counts for a process starts with the memory of its parent, which in a
    long test run is large; Linux tells the program's own share elsewhere.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    lines = status.read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) >> 10
