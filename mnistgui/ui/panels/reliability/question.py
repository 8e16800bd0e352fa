"""The question the panel asks: how sure the network looked at was, and how often it was right."""

from dataclasses import dataclass

from mnistgui.data.dataset import Dataset, Split
from mnistgui.nn.network import Network
from mnistgui.training.calibration import Calibration, calibration
from mnistgui.training.config import TrainingConfig
from mnistgui.training.measuring import divide
from mnistgui.ui.state.split_reading import read_with_rests

_HELD_OUT_SHARE = 12
"""Of the training digits the last twelfth is taken where nobody tells what a network learnt from;
the network that comes with the program has not learnt from these of MNIST."""


@dataclass(frozen=True, eq=False)
class Question:
    """What is to be found out.

    Parameters
    ----------
    network : Network
        A snapshot.
    held_out : Split
        Digits to fit the temperature on; may be empty.
    test : Split
        Digits to be judged on.
    """

    network: Network
    held_out: Split
    test: Split


def question(network: Network, dataset: Dataset, config: TrainingConfig | None) -> Question:
    """Put the question.

    Parameters
    ----------
    network : Network
    dataset : Dataset
        What the network learnt from, if known; else the digits at hand.
    config : TrainingConfig or None
        How it learnt from them; None where that is not known.

    Returns
    -------
    Question
    """
    n = len(dataset.train)
    last = dataset.train[n - n // _HELD_OUT_SHARE :]
    return Question(network, last if config is None else divide(config, dataset)[1], dataset.test)


@dataclass(frozen=True, eq=False)
class Found:
    """What was found out, and about which network: another may be looked at by then.

    Parameters
    ----------
    network : Network
    calibration : Calibration
    """

    network: Network
    calibration: Calibration


def found(question: Question) -> Found:
    """Find out, gently beside training and drawing.

    Parameters
    ----------
    question : Question

    Returns
    -------
    Found
    """
    test = read_with_rests(question.network, question.test).reading
    held_out = None
    if len(question.held_out):
        reading = read_with_rests(question.network, question.held_out).reading
        held_out = (reading.probabilities, reading.targets)
    return Found(question.network, calibration(test.probabilities, test.targets, held_out))
