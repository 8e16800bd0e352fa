"""Attack all importers for a while: ``python -m tests.fuzz --minutes 60``.

Each importer gets the same share of time. Whatever is neither "loads" nor the documented error,
takes over two seconds or over 300 MB, or ends the process, is kept with its files and told at the
end.
"""

import multiprocessing
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tests.fuzz.targets import TARGETS
from tests.fuzz.worker import Outcome, work

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

MAX_SECONDS = 2.0
MAX_MEGABYTES = 300
PATIENCE = 300.0  # by the clock on the wall, where a machine may do other things first


@dataclass
class Tally:
    """What one importer has gone through."""

    name: str
    cases: int = 0
    loaded: int = 0
    spent: float = 0.0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        refused = self.cases - self.loaded - len(self.faults)
        return (
            f"{self.name:20} {self.cases:9,} cases {self.loaded:8,} loaded {refused:9,} refused "
            f"{len(self.faults):4} faults, slowest {self.slowest:.2f} s"
        )


class Attacker:
    """Hands cases to a worker process and starts another when it dies."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._context = multiprocessing.get_context("spawn")
        self._connection: Connection
        self._process: BaseProcess
        self.start()

    def start(self) -> None:
        self._connection, theirs = self._context.Pipe()
        self._process = self._context.Process(target=work, args=(theirs, self._scratch))
        self._process.start()

    def attack(self, number: int, seed: int) -> Outcome:
        """One case; death and endless waiting are outcomes too."""
        self._connection.send((number, seed))
        try:
            if self._connection.poll(PATIENCE):
                outcome: Outcome = self._connection.recv()
                return outcome
            fault = f"no answer within {PATIENCE:g} seconds"
        except EOFError:
            self._process.join()
            fault = f"the process ended with code {self._process.exitcode}"
        self.stop()
        self.start()
        return Outcome(loaded=False, seconds=PATIENCE, megabytes=0, fault=fault)

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()


def judged(outcome: Outcome) -> str:
    """What is wrong with an outcome, or nothing."""
    if outcome.fault:
        return outcome.fault
    if outcome.seconds > MAX_SECONDS:
        return f"took {outcome.seconds:.1f} seconds"
    if outcome.megabytes > MAX_MEGABYTES:
        return f"used {outcome.megabytes} MB"
    return ""


def run(minutes: float, seed: int, scratch: Path, kept: Path, least: int = 0) -> list[Tally]:
    """Attack until the time is over and there were enough cases.

    The importer that had the least time is next.
    """
    tallies = [Tally(target.name) for target in TARGETS]
    attacker = Attacker(scratch)
    end = time.monotonic() + 60 * minutes
    try:
        while time.monotonic() < end or sum(tally.cases for tally in tallies) < least:
            number = min(range(len(tallies)), key=lambda i: (tallies[i].spent, tallies[i].cases))
            tally = tallies[number]
            outcome = attacker.attack(number, seed)
            tally.cases += 1
            tally.loaded += outcome.loaded
            tally.spent += outcome.seconds
            tally.slowest = max(tally.slowest, outcome.seconds)
            if fault := judged(outcome):
                tally.faults.append(f"{tally.name}, seed {seed}: {fault}")
                keep(scratch / "case", kept / f"{number}-{seed}")
                if outcome.megabytes > MAX_MEGABYTES:
                    attacker.stop()
                    attacker.start()
            seed += 1
    finally:
        attacker.stop()
    return tallies


def keep(case: Path, kept: Path) -> None:
    """Keep the files of a fault; there are none when the worker died before it laid them out."""
    if case.exists():
        shutil.copytree(case, kept, dirs_exist_ok=True)


@click.command()
@click.option("--minutes", type=float, default=1.0, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="Of the first case.")
def main(minutes: float, seed: int) -> None:
    """Attack all importers with altered files."""
    kept = Path(tempfile.mkdtemp(prefix="mnistgui-fuzz-"))
    with tempfile.TemporaryDirectory() as scratch:
        tallies = run(minutes, seed, Path(scratch), kept)
    for tally in tallies:
        click.echo(tally.line())
    faults = [fault for tally in tallies for fault in tally.faults]
    for fault in faults:
        click.echo(fault, err=True)
    cases = sum(tally.cases for tally in tallies)
    click.echo(f"{cases:,} cases, {len(faults)} faults")
    if faults:
        click.echo(f"their files are in {kept}", err=True)
        sys.exit(1)
    kept.rmdir()


if __name__ == "__main__":
    main()
