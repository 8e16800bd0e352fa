import itertools

import pytest

from mnistgui.errors import UserError
from mnistgui.sweeps.axes import Axis, GridAxis, RangeAxis, applied, drawn, parse_grid, parse_range
from mnistgui.sweeps.constraint import parse_where
from mnistgui.training.config import TrainingConfig


def test_a_grid_axis_takes_each_value_once_as_its_setting_reads_it() -> None:
    assert parse_grid("learning_rate=0.1,1,0.1") == GridAxis("learning_rate", (0.1, 1.0))
    assert parse_grid("hidden_2=64, 128") == GridAxis("hidden_2", (64, 128))
    assert parse_grid("activation=relu,tanh").values == ("relu", "tanh")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("learning_rate", "no axis"),
        ("learning_rate=", "no axis"),
        ("learnig_rate=1", "did you mean learning_rate"),
        ("learning_rate=fast", "accepted is"),
        ("hidden=1,2", "hidden_1"),
        ("seed=1,2", "--seeds"),
        ("left_out=1,2", "no axis"),
    ],
)
def test_what_is_no_axis_is_refused_in_one_sentence(text: str, word: str) -> None:
    with pytest.raises(UserError, match=word):
        parse_grid(text)


def test_a_range_is_drawn_evenly_by_its_logarithm_where_it_says_so() -> None:
    axis = parse_range("learning_rate=0.01..1:log")
    assert axis == RangeAxis("learning_rate", 0.01, 1.0, log=True)
    assert (axis.at(0.0), axis.at(0.5), axis.at(1.0)) == (0.01, 0.1, 1.0)
    assert parse_range("hidden_1=10..20").at(0.26) == 13


@pytest.mark.parametrize(
    "text", ["learning_rate=1", "learning_rate=1..0.1", "l2=0..1:log", "activation=a..b"]
)
def test_what_is_no_range_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UserError):
        parse_range(text)


def test_a_draw_covers_each_range_evenly_and_is_the_same_again() -> None:
    axes: list[Axis] = [
        RangeAxis("learning_rate", 0.0, 1.0),
        GridAxis("activation", ("relu", "tanh")),
    ]
    found = list(itertools.islice(drawn(axes, 10, 3), 10))
    assert sorted(int(10 * values["learning_rate"]) for values in found) == list(range(10))
    assert sum(values["activation"] == "tanh" for values in found) == 5
    assert found == list(itertools.islice(drawn(axes, 10, 3), 10))
    assert found != list(itertools.islice(drawn(axes, 10, 4), 10))


def test_widths_of_layers_are_put_into_the_settings() -> None:
    base = TrainingConfig(hidden=(10,))
    assert applied(base, {"hidden_1": 7, "hidden_2": 9}).hidden == (7, 9)
    with pytest.raises(UserError, match="hidden_2 is missing"):
        applied(base, {"hidden_3": 9})


def test_a_constraint_bounds_numbers_of_a_cell() -> None:
    clauses = parse_where("parameters between 0.5M and 1M, hidden_1 at least 100")
    known = {"parameters": 500_000, "hidden_1": 100}
    assert all(clause.holds(known) for clause in clauses)
    assert not all(clause.holds({**known, "parameters": 1_000_001}) for clause in clauses)
    assert not all(clause.holds({**known, "hidden_1": 99}) for clause in clauses)
    assert [clause.bound for clause in parse_where("parameters < 20k")] == [20_000.0]


@pytest.mark.parametrize("text", ["few parameters", "parameters < many", "parameters between 1"])
def test_what_is_no_constraint_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UserError, match="no constraint"):
        parse_where(text)


def test_a_word_is_no_number_that_can_be_bounded() -> None:
    with pytest.raises(UserError, match="no number of a cell"):
        parse_where("activation < 3")[0].holds({"activation": "relu"})
