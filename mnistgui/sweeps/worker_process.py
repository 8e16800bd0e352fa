"""A worker in a process of its own, which reads on standard input what it works on.

The storage's URL may hold a password, which must not stand on a command line that all can read.
"""

import json
import os
import signal
import sys
from types import FrameType

from mnistgui.data.dataset import Dataset
from mnistgui.data.locate import ENVIRONMENT_VARIABLE, find_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.own_digits import drawn_again, own_digits, sized_as_then
from mnistgui.sweeps.place import StudyPlace
from mnistgui.sweeps.study import open_study
from mnistgui.sweeps.worker import Worker

REFUSED = 2


def digits_of_study(facts: DataFacts, path: str | None) -> Dataset:
    """Load the digits of a study.

    Parameters
    ----------
    facts : DataFacts
    path : str or None
        Where a person says they are; None for where they were when it was made.

    Returns
    -------
    Dataset

    Raises
    ------
    UserError
        They cannot be read, or are nowhere.
    """
    if path is None and ENVIRONMENT_VARIABLE not in os.environ:
        return own_digits(facts, synthetic_dataset)
    found = find_dataset(path)
    if found is None:
        return drawn_again(facts, synthetic_dataset)
    return sized_as_then(facts, found, lambda: find_dataset(path, keep_size=True))


def work(order: dict[str, str | None]) -> None:
    """Work on a study to its end, or until a signal ends it."""
    stopped: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    study = open_study(StudyPlace(str(order["url"]), str(order["name"])))
    try:
        dataset = digits_of_study(study.plan.data, order["data"])
        Worker(study, dataset, _say, lambda: bool(stopped)).work()
    finally:
        study.close()


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def main() -> int:
    """Do what standard input says; return the code with which the process ends."""
    try:
        work(json.loads(sys.stdin.readline()))
    except UserError as error:
        _say(str(error))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
