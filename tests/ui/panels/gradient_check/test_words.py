from dataclasses import replace

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.nn.checked_gradient import CheckedEntry
from mnistgui.training.config import TrainingConfig
from mnistgui.training.examination import Examination
from mnistgui.training.mistakes import MISTAKES
from mnistgui.training.model import make_network
from mnistgui.training.scope import Layers, Scope
from mnistgui.ui.panels.gradient_check import words
from mnistgui.ui.panels.gradient_check.check import Answer, Question, answer

TANH = TrainingConfig(hidden=(8, 6), activation="tanh", l2=0.01)


def ask(dataset: Dataset, mistake: str | None = None, config: TrainingConfig = TANH) -> Answer:
    return answer(Question(make_network(config), config, dataset, mistake), lambda _d, _t: None)


@pytest.fixture(scope="module")
def right(few_digits: Dataset) -> Answer:
    return ask(few_digits)


@pytest.fixture(scope="module")
def found(right: Answer) -> Examination:
    return right.found


@pytest.mark.parametrize(
    ("key", "index", "place"),
    [
        ("W2", (3, 5), "from unit 3 of layer 1 to unit 5 of layer 2"),
        ("W3", (2, 9), "from unit 2 of layer 2 to the output for 9"),
        ("b1", (4,), "the bias of unit 4 of layer 1"),
        ("b3", (0,), "the bias of the output for 0"),
    ],
)
def test_it_is_told_between_which_units_a_weight_stands(
    found: Examination, key: str, index: tuple[int, ...], place: str
) -> None:
    entry = CheckedEntry(key, index, 1.0, 1.0)
    assert words.place(entry, found) == place
    assert words.named(entry) == f"{key}[{', '.join(map(str, index))}]"


def test_a_logistic_network_has_but_one_output(few_digits: Dataset) -> None:
    found = ask(few_digits, config=TrainingConfig(model="logistic")).found
    assert words.place(CheckedEntry("b1", (0,), 1.0, 1.0), found) == "the bias of the output"


def test_both_gradients_of_the_worst_weight_are_told(few_digits: Dataset) -> None:
    found = ask(few_digits, "A").found
    told = words.worst(found)
    assert words.named(found.worst) in told
    assert f"{found.worst.analytic:.3g} by backpropagation" in told
    assert f"{found.worst.numeric:.3g} by the slope" in told


def test_what_was_checked_is_told_with_its_penalty(few_digits: Dataset, right: Answer) -> None:
    told = words.subject(right)
    assert told.startswith("784-8-6-10, L2 0.01; ")
    assert told.endswith(f"on 10 digits of {few_digits.name}")


def test_the_bends_of_relu_are_told_of_relu_alone(few_digits: Dataset, right: Answer) -> None:
    assert words.bends(right) == ""
    relu = ask(few_digits, config=replace(TANH, activation="relu"))
    of_outputs = replace(relu.question, scope=Scope(Layers.OUTPUT))
    assert words.bends(replace(relu, question=of_outputs)) == ""
    assert "ReLU over its bend" in words.bends(relu)


@pytest.mark.parametrize("letter", list(MISTAKES))
def test_a_mistake_is_told_with_how_it_shows(letter: str) -> None:
    told = words.explained(letter)
    assert MISTAKES[letter].what in told
    assert MISTAKES[letter].shown in told


def test_the_verdict_is_one_line(few_digits: Dataset, right: Answer) -> None:
    assert words.verdict(right).startswith("Right: relative error ")
    assert words.verdict(ask(few_digits, "C")).startswith("Wrong: relative error ")
    assert "the learning rate is not" in words.verdict(ask(few_digits, "B"))


def test_gradients_that_are_all_0_are_no_proof(few_digits: Dataset) -> None:
    config = TrainingConfig(hidden=(6,), initializer="zeros")
    question = Question(None, config, few_digits, scope=Scope(Layers.OUTPUT, unit=0))
    found = answer(question, lambda _d, _t: None)
    assert words.verdict(found) == "Every gradient checked is 0 both ways, which shows nothing"


def test_runs_that_diverge_before_the_rate_drops_are_told_so(few_digits: Dataset) -> None:
    config = replace(
        TANH,
        schedule="step",
        step_epochs=2,
        epochs=5,
        activation="relu",
        learning_rate=1e3,
        l2=10.0,
    )
    told = words.runs(ask(few_digits, "B", config))
    assert told.startswith("Two runs of 784-8-6-10 on ")
    assert told.endswith("They diverged before the rate was to drop.")


def test_nothing_is_told_of_runs_that_were_not_made(right: Answer) -> None:
    assert words.runs(right) == ""
