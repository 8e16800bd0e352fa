from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_names import distinguishing_names
from tests.digits import limited


def test_names_say_in_what_runs_differ(few_digits: Dataset) -> None:
    plain = Run(1, TrainingConfig(), few_digits)
    assert distinguishing_names((plain,)) == {1: "1: 784-100-10"}
    fast = Run(2, TrainingConfig(learning_rate=0.5), few_digits)
    assert distinguishing_names((plain, fast)) == {1: "1: lr 0.1", 2: "2: lr 0.5"}


def test_choices_are_named_as_in_the_form(few_digits: Dataset) -> None:
    runs = tuple(
        Run(n, TrainingConfig(model=model), few_digits)
        for n, model in enumerate(("mlp", "softmax"), start=1)
    )
    assert distinguishing_names(runs)[2] == "2: Softmax regression"


def test_a_label_comes_first(few_digits: Dataset) -> None:
    assert distinguishing_names((Run(3, TrainingConfig(), few_digits, "wide"),)) == {3: "3: wide"}


def test_a_network_without_hidden_layers_is_said_to_have_none(few_digits: Dataset) -> None:
    runs = tuple(
        Run(n, TrainingConfig(hidden=hidden), few_digits)
        for n, hidden in enumerate(((), (20,)), start=1)
    )
    assert distinguishing_names(runs) == {1: "1: no hidden layer", 2: "2: 20"}


def test_a_run_is_told_apart_as_before_when_its_twin_is_renamed(few_digits: Dataset) -> None:
    slow = Run(1, TrainingConfig(), few_digits)
    fast = Run(2, TrainingConfig(learning_rate=0.5), few_digits)
    slow.label, slow.renamed = "mine", True
    assert distinguishing_names((slow, fast)) == {1: "1: mine", 2: "2: lr 0.5"}


def test_digits_are_named_where_they_differ(few_digits: Dataset) -> None:
    fewer = limited(few_digits, 300, 100)
    runs = tuple(Run(n, TrainingConfig(), d) for n, d in enumerate((few_digits, fewer), start=1))
    assert distinguishing_names(runs) == {
        1: "1: 784-100-10 · Synthetic digits (600)",
        2: "2: 784-100-10 · Synthetic digits (300)",
    }
