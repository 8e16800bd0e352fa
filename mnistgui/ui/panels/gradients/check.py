"""The question the panel asks: how far backpropagation is from the slope of the loss."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.checking import checked_case
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_mistake import Rates, decay_rates, drops, mistaken_config
from mnistgui.training.examination import Examination, examine


@dataclass(frozen=True, eq=False)
class Question:
    """What is to be checked.

    Parameters
    ----------
    network : Network
        Not changed while it is checked.
    config : TrainingConfig
        Whose penalty and learning rate are checked.
    dataset : Dataset
        A few of its digits are used.
    mistake : str or None
        ``"A"``, ``"B"`` or ``"C"`` is swapped in.
    layer : int or None
        Only the weights of this layer, counted from 1.
    """

    network: Network
    config: TrainingConfig
    dataset: Dataset
    mistake: str | None = None
    layer: int | None = None


@dataclass(frozen=True, eq=False)
class Answer:
    """What was found.

    Parameters
    ----------
    question : Question
    found : Examination
    rightly : Examination or None
        With mistake A or C: what is found without it, on the same digits.
    rates : Rates or None
        With mistake B: the gradient is right, and the learning rate tells.
    """

    question: Question
    found: Examination
    rightly: Examination | None = None
    rates: Rates | None = None


def answer(question: Question, report: Callable[[int, int], None]) -> Answer:
    """Check the gradient, and with mistake B the learning rate.

    Parameters
    ----------
    question : Question
        Where its rate never drops, that of the write-ups' run is shown.
    report : callable
        Told how many of how many steps are done; what it raises ends the work.

    Returns
    -------
    Answer

    Raises
    ------
    UserError
        As :func:`mnistgui.training.checking.checked_case` does, or the settings fit no dataset.
    """
    if question.mistake is None:
        return Answer(question, _examined(question, report))
    if question.mistake == "B":
        config = question.config if drops(question.config) else mistaken_config()
        rates = decay_rates(config, question.dataset)
        return Answer(question, _examined(question, report), rates=rates)

    def report_first(done: int, total: int) -> None:
        report(done, 2 * total)

    def report_rest(done: int, total: int) -> None:
        report(total + done, 2 * total)

    found = _examined(question, report_first)
    rightly = _examined(replace(question, mistake=None), report_rest)
    return Answer(question, found, rightly)


def _examined(question: Question, report: Callable[[int, int], None]) -> Examination:
    config = question.config
    case = checked_case(
        question.network,
        question.dataset.train,
        question.mistake,
        l2=config.l2,
        seed=config.seed,
    )
    return examine(case, question.layer, report)
