"""Loads the digits in files that were given together, and has the shipped network look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mnistgui.data.dataset import Dataset
from mnistgui.data.refusals import ChoiceNeededError
from mnistgui.errors import UserError, in_one_sentence
from mnistgui.ui.background.job import Report
from mnistgui.ui.strings import tr

if TYPE_CHECKING:
    from mnistgui.inspection.turn_check import TurnCheck


@dataclass(frozen=True, eq=False)
class LoadedDigits:
    """The result of loading.

    Parameters
    ----------
    dataset : Dataset
        The first that could be read.
    troubles : sequence of str
        A sentence for each file that could not be, or that was left out.
    check : TurnCheck or None
        How the shipped network reads some of the digits; None where they are known, or too few.
    was_sized : bool
        Whether pictures were brought to another size than they have in the file.
    """

    dataset: Dataset
    troubles: Sequence[str]
    check: "TurnCheck | None"
    was_sized: bool = False


def load_digits(
    paths: Sequence[Path], beside: Sequence[str], report: Report
) -> LoadedDigits | ChoiceNeededError:
    """Job thread: Load the first that can be read, and find out which of the others can.

    Parameters
    ----------
    paths : sequence of Path
        Files or folders of digits.
    beside : sequence of str
        What is wrong already with files that were given with them.
    report : Report

    Returns
    -------
    LoadedDigits or ChoiceNeededError
        The latter where only the person knows which of several data sets is meant.

    Raises
    ------
    UserError
        None can be read.
    """
    from mnistgui.data.load import load_dataset  # noqa: PLC0415 - the readers are slow to load
    from mnistgui.files.own_digits import was_sized  # noqa: PLC0415 - the readers are slow to load

    found: list[Dataset] = []
    troubles = list(beside)
    for place, path in enumerate(paths):
        report(place, len(paths))
        try:
            dataset = load_dataset(path, report)
        except ChoiceNeededError as error:
            if len(paths) == 1:
                return error
            troubles.append(str(error))
            continue
        except UserError as error:
            troubles.append(str(error))
            continue
        troubles += dataset.left_out
        if found:
            words = tr("{0} is left out: one data set is opened at a time")
            troubles.append(words.format(path))
        found = found or [dataset]
    if not found:
        raise UserError(in_one_sentence(troubles))
    return LoadedDigits(found[0], troubles, checked_reading(found[0]), was_sized(found[0]))


def checked_reading(dataset: Dataset) -> "TurnCheck | None":
    """Any thread: Have the shipped network read some digits of a data set that is not known."""
    from mnistgui.files.default_model import default_model  # noqa: PLC0415 - the readers are slow to load
    from mnistgui.inspection.turn_check import check_turns  # noqa: PLC0415 - the readers are slow to load

    known = dataset.synthetic or dataset.name == "MNIST"
    return None if known else check_turns(default_model(), dataset)
