import json

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.sweeps.asked import AskedStudy
from mnistgui.sweeps.axes import RangeAxis
from mnistgui.sweeps.plan import StudyPlan, parameters_of
from mnistgui.training.presets import preset_named
from tests.sweeps.studies import small_plan


def test_the_grid_of_the_write_up_has_its_twenty_four_cells(small: Dataset) -> None:
    asked = AskedStudy(preset="grid-24", settings=["validation_size=50"])
    cells = list(asked.plan(small).cells())
    runs = preset_named("grid-24").runs
    assert [(c.config.hidden, c.config.learning_rate) for c in cells] == [
        (run.config.hidden, run.config.learning_rate) for run in runs
    ]
    assert cells[0].config.epochs == 10


def test_a_cell_is_one_setting_with_one_seed(small: Dataset) -> None:
    plan = small_plan(small, seeds=3)
    assert plan.n_cells == 12
    assert [plan.cell(n).config.seed for n in (1, 2, 3, 4)] == [0, 1, 2, 0]
    assert plan.cell(3).values == {"hidden_1": 4, "learning_rate": 0.1}
    assert plan.cell(4).config.learning_rate == 0.5
    with pytest.raises(UserError, match="from 1 to 12"):
        plan.cell(13)


def test_a_plan_is_read_back_from_json(small: Dataset) -> None:
    for plan in (
        small_plan(small, where="parameters < 1M", prune="median"),
        small_plan(small, axes=(RangeAxis("learning_rate", 0.01, 1.0, log=True),), trials=3),
    ):
        again = StudyPlan.from_dict(json.loads(json.dumps(plan.as_dict())))
        assert again == plan
        assert again.settings == plan.settings


def test_a_study_of_a_newer_program_is_refused_in_one_sentence(small: Dataset) -> None:
    facts = {**small_plan(small).as_dict(), "format": 2, "program_version": "99.0"}
    with pytest.raises(UserError, match=r"made by mnistgui 99\.0"):
        StudyPlan.from_dict(facts)


def test_every_setting_of_a_search_meets_the_constraint(small: Dataset) -> None:
    axes = (RangeAxis("hidden_1", 4, 64),)
    plan = small_plan(small, axes=axes, trials=8, where="parameters between 20k and 40k")
    assert len(plan.settings) == 8
    assert all(20e3 <= parameters_of(cell.config) <= 40e3 for cell in plan.cells())


def test_a_constraint_that_nothing_meets_is_refused(small: Dataset) -> None:
    with pytest.raises(UserError, match="no setting of these axes meets"):
        _ = small_plan(small, where="parameters < 3").settings


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({}, "needs --preset"),
        ({"grid": ["l2=0,1"], "preset": "grid-24"}, "needs --preset"),
        ({"search": ["l2=0..1"]}, "needs --trials"),
        ({"grid": ["l2=0,1"], "trials": 3}, "needs --trials"),
        ({"preset": "logistic-2"}, "no grid"),
        ({"grid": ["l2=0,1", "l2=2,3"]}, "named twice"),
        ({"grid": ["l2=0,1"], "settings": ["validation_size=0"]}, "held back"),
        ({"grid": ["l2=0,1"], "settings": ["train_size=9999"]}, "more than the 200"),
        ({"grid": ["l2=0,1"], "maximize": "fun"}, "accepted is one of valid_accuracy"),
    ],
)
def test_what_makes_no_study_is_refused_in_one_sentence(
    small: Dataset, asked: dict[str, object], word: str
) -> None:
    with pytest.raises(UserError, match=word):
        AskedStudy(**asked).plan(small)  # type: ignore[arg-type]
