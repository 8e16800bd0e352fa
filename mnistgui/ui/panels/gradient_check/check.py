"""The check that the panel carries out: backpropagation against the slope of the loss."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.reporting import OnProgress
from mnistgui.training.checking import checked_case
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_mistake import RATE_MISTAKES, can_be_made, mistaken_config
from mnistgui.training.decay_runs import DecayRuns, decay_runs
from mnistgui.training.examination import Examination, examine
from mnistgui.training.model import make_network
from mnistgui.training.scope import Scope

_CHECK, _RUNS = 1, 3  # what a check and a pair of runs take of the time, roughly


@dataclass(frozen=True, eq=False)
class Question:
    """What is to be checked.

    Parameters
    ----------
    network : Network or None
        Not changed while it is checked; None for a new one of the settings.
    config : TrainingConfig
        Whose penalty and learning rate are checked.
    dataset : Dataset
        A few of its digits are used.
    mistake : str or None
        ``"A"``, ``"B"``, ``"C"`` or ``"D"`` is swapped in.
    scope : Scope
        Which of the network's weights, and on which digits.
    """

    network: Network | None
    config: TrainingConfig
    dataset: Dataset
    mistake: str | None = None
    scope: Scope = field(default_factory=Scope)

    @property
    def trained(self) -> TrainingConfig:
        """Settings of the short runs: the write-up's if they need them for mistake B or D."""
        letter = self.mistake or RATE_MISTAKES[0]
        able = can_be_made(self.config, letter) and self.config.batch_size
        return self.config if able else mistaken_config(letter)


@dataclass(frozen=True, eq=False)
class Answer:
    """The result of a check, or what is known of it so far.

    Parameters
    ----------
    question : Question
    found : Examination
    rightly : Examination or None
        With mistake A or C: what is found without it, on the same digits.
    runs : DecayRuns or None
        With mistake B or D: the gradient is right, and what the live learning rate does tells.
    """

    question: Question
    found: Examination
    rightly: Examination | None = None
    runs: DecayRuns | None = None


Show = Callable[[Answer], None]


def answer(question: Question, report: OnProgress, show: Show = lambda _answer: None) -> Answer:
    """Check the gradient, and with mistake B or D train with and without it.

    Parameters
    ----------
    question : Question
    report : callable
        Told how many of how many pieces of work are done; what it raises ends the work.
    show : callable
        Shown what is found so far.

    Returns
    -------
    Answer

    Raises
    ------
    UserError
        As :func:`mnistgui.training.checking.checked_case` does.
    """
    report(0, 1)
    question = replace(question, network=question.network or make_network(question.config))
    if question.mistake is None:
        found = _examined(question, report, lambda one: show(Answer(question, one)))
        return Answer(question, found)
    if question.mistake in RATE_MISTAKES:
        return _with_runs(question, question.mistake, report, show)
    return _beside_the_right_one(question, report, show)


def _with_runs(question: Question, letter: str, report: OnProgress, show: Show) -> Answer:
    found = _examined(question, _part(report, 0, _CHECK, _CHECK + _RUNS))
    runs = decay_runs(
        question.trained,
        question.dataset,
        letter,
        _part(report, _CHECK, _RUNS, _CHECK + _RUNS),
        lambda runs: show(Answer(question, found, runs=runs)),
    )
    return Answer(question, found, runs=runs)


def _beside_the_right_one(question: Question, report: OnProgress, show: Show) -> Answer:
    def show_first(one: Examination) -> None:
        show(Answer(question, one))

    def show_second(one: Examination) -> None:
        show(Answer(question, found, one))

    found = _examined(question, _part(report, 0, 1, 2), show_first)
    rightly = _examined(replace(question, mistake="none"), _part(report, 1, 1, 2), show_second)
    return Answer(question, found, rightly)


def _part(report: OnProgress, before: int, share: int, whole: int) -> OnProgress:
    """Report a part of the work as its share of the whole."""

    def tell(done: int, total: int) -> None:
        report(before * total + share * done, whole * total)

    return tell


def _examined(
    question: Question, report: OnProgress, show: Callable[[Examination], None] = lambda _one: None
) -> Examination:
    config, scope = question.config, question.scope
    network = question.network or make_network(config)
    digits = question.dataset.train
    mistake = config.mistake if question.mistake is None else question.mistake
    case = checked_case(network, digits, mistake, scope, l2=config.l2, seed=config.seed)
    return examine(case, scope, report, show)
