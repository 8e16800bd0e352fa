"""Kills a program that saves at random moments, and checks the files that are left.

Whatever was saved before a kill must load after it, and going on from there must give the bits of
a run that was never killed. Every other kill hits the saving of a person's file, the others the
saving into the recovery folder. Three in four come a moment after the program has saved something,
however slowly the machine has started it; the others hit its start.
"""

import logging
import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from mnistgui.bench.kills.kill_victim import (
    CONFIG,
    Counter,
    noise,
    save_for_recovery,
    save_into_file,
)
from mnistgui.errors import UserError
from mnistgui.files.recovery import pending_recoveries
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run
from mnistgui.training.trainer import Trainer

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext


MOST_KILLS = 1000


_log = logging.getLogger(__name__)
_LONGEST_START_SECONDS = 0.4
_LONGEST_SAVING_SECONDS = 0.2  # after the first saving; one takes some 20 ms
_PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.002


@dataclass(frozen=True)
class KillCounts:
    """Counts of what happened in a number of kills.

    Parameters
    ----------
    kills : int
    savings_hit : int
        Kills of a program that had saved something since it was started.
    files_lost : int
        Times something that had been saved was gone or did not load.
    resumes : int
        Times a run was gone on with after a kill.
    resumes_unequal : int
        Times that gave other bits than the run that was never killed.
    files_left : int
        Files beside those that are saved, after the last kill; checkpoints in a file leave none.
    """

    kills: int = 0
    savings_hit: int = 0
    files_lost: int = 0
    resumes: int = 0
    resumes_unequal: int = 0
    files_left: int = 0


class Killer:
    """Starts and kills the program again and again.

    Parameters
    ----------
    folder : pathlib.Path
        An empty folder.
    rng : numpy.random.Generator
        Says when to kill.

    Attributes
    ----------
    counts : KillCounts
    """

    def __init__(self, folder: Path, rng: np.random.Generator) -> None:
        self.counts = KillCounts()
        self._rng = rng
        self._places = (folder / "run.h5", folder / "recovery")
        self._saved_before = [False, False]
        self._dataset = noise()
        self._expected = _weights_at_the_end(Trainer(CONFIG, self._dataset))
        self._context = _quick_starts()

    def kill_often(
        self,
        kills: int,
        seconds: float = float("inf"),
        watch: Callable[[KillCounts], None] = lambda _: None,
    ) -> KillCounts:
        """Kill until there were enough kills or the time is over.

        Parameters
        ----------
        kills : int
        seconds : float
        watch : callable
            Shown the counts after each kill.

        Returns
        -------
        KillCounts
        """
        end = time.monotonic() + seconds
        while self.counts.kills < kills and time.monotonic() < end:
            self._kill_once(which=self.counts.kills % 2)
            watch(self.counts)
        return self.counts

    def _kill_once(self, which: int) -> None:
        target = (save_into_file, save_for_recovery)[which]
        # Without a lock, which a killed program could leave locked.
        saves: Counter = self._context.Value("i", 0, lock=False)
        victim = self._context.Process(target=target, args=(self._places[which], saves))
        victim.start()
        if self.counts.kills % 8 < 6:
            _wait_for_saving(victim, saves)
            victim.join(self._rng.uniform(0, _LONGEST_SAVING_SECONDS))
        else:
            victim.join(self._rng.uniform(0, _LONGEST_START_SECONDS))
        if victim.exitcode is not None:
            raise RuntimeError("the program that was to be killed ended by itself")
        victim.kill()
        victim.join()
        victim.close()
        self._count(which, has_saved=saves.value > 0)

    def _count(self, which: int, *, has_saved: bool) -> None:
        """Check what is left, and resume it to the end."""
        run = self._left(which)
        c = self.counts
        self._saved_before[which] |= has_saved
        lost = run is None and self._saved_before[which]
        unequal = run is not None and (
            _weights_at_the_end(run.resumed(self._dataset)) != self._expected
        )
        self._saved_before[which] |= run is not None
        self.counts = KillCounts(
            c.kills + 1,
            c.savings_hit + has_saved,
            c.files_lost + lost,
            c.resumes + (run is not None),
            c.resumes_unequal + unequal,
            self._files_left(),
        )

    def _files_left(self) -> int:
        """Count what is neither a run, nor a part of one that the next writer removes."""
        found = self._places[0].parent.rglob("*")
        return sum(path.is_file() and not _is_expected(path) for path in found)

    def _left(self, which: int) -> SavedRun | None:
        """Return the run that was saved last; None if nothing loads."""
        person, recovery = self._places
        try:
            if which == 0:
                return load_run(person)
            pending = pending_recoveries(recovery)
            return pending[0].load() if pending else None
        except UserError as error:
            # Counted as lost by the caller, unless nothing had been saved before.
            _log.warning("after kill %d: %s", self.counts.kills + 1, error)
            return None


def _is_expected(path: Path) -> bool:
    return path.suffix in (".h5", ".lock", ".part")


def _wait_for_saving(victim: BaseProcess, saves: Counter) -> None:
    """Return as soon as a program has saved something."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while not saves.value:
        victim.join(_LOOK_SECONDS)
        if victim.exitcode is not None or time.monotonic() > end:
            raise RuntimeError("the program that was to be killed saved nothing")


def _weights_at_the_end(trainer: Trainer) -> str:
    """Return the SHA-256 of the weights at the end of a run."""
    for _ in trainer:
        pass
    return trainer.snapshot().sha256()


def _quick_starts() -> "ForkServerContext | SpawnContext":
    """Return ways to start a process with this program's modules loaded."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([save_into_file.__module__])
    return context


@dataclass(frozen=True)
class SoakReport:
    """The findings of a soak; None where nothing was measured.

    Parameters
    ----------
    kills, savings_hit, files_lost, resumes, resumes_unequal, files_left : int
        As in :class:`~mnistgui.bench.kills.kills.KillCounts`.
    commands : int or None
        Commands given to the window in random order.
    leaks : int or None
        Threads, timers and handles that outlived the window.
    unhandled : int or None
        Exceptions and Qt warnings.
    memory_growth : float or None
        Of the window's process, as a fraction; from 0.05 on it counts as a leak.
    """

    kills: int
    savings_hit: int
    files_lost: int
    resumes: int
    resumes_unequal: int
    files_left: int
    commands: int | None = None
    leaks: int | None = None
    unhandled: int | None = None
    memory_growth: float | None = None


def soak(
    minutes: float,
    seed: int = 0,
    kills: int = MOST_KILLS,
    watch: Callable[[KillCounts], None] = lambda _: None,
) -> SoakReport:
    """Kill a program that saves until the time is over.

    Parameters
    ----------
    minutes : float
    seed : int
        Of the moments to kill at.
    kills : int
        How many are enough.
    watch : callable
        Shown the counts after each kill.

    Returns
    -------
    SoakReport
    """
    with TemporaryDirectory(prefix="mnistgui-soak-") as folder:
        killer = Killer(Path(folder), np.random.default_rng(seed))
        counts = killer.kill_often(kills, minutes * 60, watch)
    return SoakReport(**asdict(counts))
