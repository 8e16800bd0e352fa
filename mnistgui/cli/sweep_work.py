"""Works on a study in this process or in several, and says how far it is."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click
from tqdm import tqdm

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.sweeps.crew import Crew
from mnistgui.sweeps.place import StudyPlace
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.study import Study
from mnistgui.sweeps.worker import Worker, require_data
from mnistgui.sweeps.worker_process import digits_of_study

_POLL_SECONDS = 1.0


@contextmanager
def ended_softly() -> Iterator[None]:
    """Let a request to end the process keep what it has, as Ctrl-C does."""

    def interrupt(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def work_alone(study: Study, dataset: Dataset) -> None:
    """Work in this process to the study's end.

    Parameters
    ----------
    study : Study
    dataset : Dataset

    Raises
    ------
    UserError
        As :class:`Worker` says.
    """

    def say(sentence: str) -> None:
        click.echo(sentence, err=True)

    stopped: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        Worker(study, dataset, say, lambda: bool(stopped)).work()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if stopped:
        click.echo("stopped; the cell under way has a checkpoint and waits", err=True)


def work_together(study: Study, place: StudyPlace, data: Path | None, workers: int) -> None:
    """Work in several processes to the study's end.

    Parameters
    ----------
    study : Study
    place : StudyPlace
    data : pathlib.Path or None
    workers : int

    Raises
    ------
    UserError
        A worker ended before its time.
    """
    require_data(study, digits_of_study(study.plan.data, None if data is None else str(data)))
    crew = Crew(place, data)
    reader = ResultReader(study)
    crew.start(workers)
    with tqdm(total=study.plan.n_cells, unit=" cells", disable=None) as bar, ended_softly():
        try:
            while crew.running:
                bar.update(reader.read().ended - bar.n)
                time.sleep(_POLL_SECONDS)
        except BaseException:
            crew.stop()
            crew.let_go()
            raise
    trouble = crew.trouble
    crew.let_go()
    if trouble is not None:
        raise UserError(trouble)
