import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Measured, Metrics, Stepped
from mnistgui.ui.panels.curves.curve_table import Axis, curve_table
from mnistgui.ui.panels.curves.legend import Legend
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.series import CurveChoices, curves, key, unlike_losses
from mnistgui.ui.panels.curves.trace_making import made_trace
from mnistgui.ui.panels.curves.values import hundredths
from mnistgui.ui.runs.run import Status
from mnistgui.ui.runs.run_colours import FEW, colouring
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.widgets.theme import LIGHT

PART = Metrics(0.5, 0.875)
VALUES = ("75.00 %", "87.50 % / 75.00 %")


class Listed(Runs):
    """Runs that keep what keeps them."""

    def __init__(self) -> None:
        self.owner = QObject()
        super().__init__(self.owner)


def runs(n: int, *, valid: bool = True) -> Runs:
    made = Listed()
    for i in range(n):
        run = made.create(TrainingConfig(), None, f"run {i}")
        run.add([Stepped(1, 1, 0.5, 0.5, 0.1, 10)])
        run.add([Measured(1, 1.0, PART, PART if valid else None, Metrics(0.25, 0.75))])
    return made


def legend(qtbot: QtBot, shown: Runs) -> Legend:
    made = Legend("legend", " %", hundredths)
    qtbot.addWidget(made)
    made.resize(280, 60)
    made.set_series(curves(shown, "accuracy", CurveChoices(), LIGHT))
    return made


def shown_texts(made: Legend) -> list[str]:
    return [one.text for one in made._layout.placed]


def test_one_run_is_told_by_the_parts_of_the_data(qtbot: QtBot) -> None:
    assert legend(qtbot, runs(1)).texts() == [
        *("batch 50.00 %", "train 87.50 %", "validation 87.50 %", "test 75.00 %"),
    ]
    assert not key(runs(1).shown, "loss")


def test_a_few_runs_are_named_each_once_with_both_values(qtbot: QtBot) -> None:
    assert legend(qtbot, runs(3)).texts() == [
        f"{i + 1}: run {i} 87.50 % / 75.00 %" for i in range(3)
    ]
    drawn = curves(runs(3), "accuracy", CurveChoices(), LIGHT)
    assert [one.dashed for one in drawn if not one.faint] == 3 * [False, True]
    assert key(runs(3).shown, "loss") == "dashed: test"


def test_the_curves_of_the_run_that_is_looked_at_are_known() -> None:
    shown = runs(3)
    shown.select(2)
    drawn = curves(shown, "loss", CurveChoices(), LIGHT)
    assert {one.run for one in drawn if one.current} == {"2: run 1"}
    assert {one.run for one in drawn if not one.current} == {"1: run 0", "3: run 2"}


@pytest.mark.parametrize(("valid", "value"), [(True, 87.5), (False, 75.0)])
def test_of_many_runs_one_part_is_drawn_and_the_one_looked_at_is_on_top(
    valid: bool, value: float
) -> None:
    shown = runs(FEW + 1, valid=valid)
    shown.select(2)
    drawn = curves(shown, "accuracy", CurveChoices(), LIGHT)
    assert [float(one.y[-1]) for one in drawn] == (FEW + 1) * [value]
    assert [one.thin for one in drawn] == FEW * [True] + [False]
    assert drawn[-1].run == "2: run 1"


def test_a_legend_of_many_runs_stays_small(qtbot: QtBot) -> None:
    many = runs(24)
    assert legend(qtbot, many).texts() == ["24: run 23 87.50 %", "thin: 23 other runs"]
    assert legend(qtbot, many).sizeHint().height() <= legend(qtbot, runs(3)).sizeHint().height()


def test_rates_of_several_runs_are_named_by_run() -> None:
    drawn = curves(runs(2), "learning_rate", CurveChoices(), LIGHT)
    assert [one.run for one in drawn] == ["1: run 0", "2: run 1"]


def test_a_loss_that_was_measured_with_mistake_a_is_said_to_be_so() -> None:
    made = runs(1)
    assert unlike_losses(made.shown, "loss") == ""
    made.create(TrainingConfig(model="softmax", mistake="A"), None, "as written")
    assert unlike_losses(made.shown, "loss") == "measured with mistake A, batches without"
    assert unlike_losses(made.shown, "accuracy") == ""


def test_the_gradient_of_the_biases_is_drawn_where_it_was_measured() -> None:
    measured = runs(1)
    with_it = Metrics(0.5, 0.875, 0.25)
    measured.shown[0].add([Measured(2, 2.0, with_it, None, PART)])
    [drawn] = curves(measured, "bias_gradient", CurveChoices(), LIGHT)
    assert (drawn.label, drawn.x.tolist(), drawn.y.tolist()) == ("train", [2.0], [0.25])
    [by_epoch] = curves(measured, "bias_gradient", CurveChoices(by_epoch=True), LIGHT)
    assert by_epoch.x.tolist() == [2.0]


def test_a_legend_leaves_the_earliest_runs_out_before_it_takes_the_curves_room(
    qtbot: QtBot,
) -> None:
    made = legend(qtbot, runs(FEW))
    made.resize(240, 300)
    made.show()
    made.set_room(0)
    line = made.sizeHint().height() // 4
    assert shown_texts(made)[-1] == f"and {FEW - 3} more"
    assert shown_texts(made)[0].startswith(f"{FEW - 2}: ")
    assert len(made.texts()) == FEW  # a screen reader is told of all
    made.set_room(1000)
    assert made.sizeHint().height() == FEW * line
    assert shown_texts(made) == made.texts()


def test_a_legend_names_all_runs_rather_than_give_both_values_of_some(qtbot: QtBot) -> None:
    made = legend(qtbot, runs(FEW))
    made.resize(360, 300)
    made.show()
    made.set_room(0)
    assert shown_texts(made) == [f"{i + 1}: run {i} 75.00 %" for i in range(FEW)]
    made.set_room(1000)
    assert shown_texts(made)[0] == "1: run 0 87.50 % / 75.00 %"


def test_a_run_is_named_before_its_first_epoch_ends(qtbot: QtBot) -> None:
    shown = runs(2)
    run = shown.create(TrainingConfig(), None, "new")
    run.add([Stepped(1, 1, 0.5, 0.25, 0.1, 10)])
    assert legend(qtbot, shown).texts() == [
        "1: run 0 87.50 % / 75.00 %",
        "2: run 1 87.50 % / 75.00 %",
        "3: new 25.00 %",
    ]


def test_a_value_makes_room_for_a_name_before_the_name_is_cut(qtbot: QtBot) -> None:
    shown = runs(2)
    shown.rename(1, "wide, with tanh")
    made = legend(qtbot, shown)
    metrics = made.fontMetrics()
    one, both = (metrics.horizontalAdvance(f"1: wide, with tanh {v}") for v in VALUES)
    made.show()
    for room, text in ((both, VALUES[1]), (one, VALUES[0])):
        made.resize(room + 30, 100)
        assert shown_texts(made)[0] == f"1: wide, with tanh {text}"
        assert made.toolTip() == ""
    made.resize(one + 20, 100)
    assert "\u2026" in shown_texts(made)[0]
    assert made.toolTip() == "<p>1: wide, with tanh<br>2: run 1</p>"


def test_the_cost_with_its_penalty_is_a_curve_of_its_own() -> None:
    made = Listed()
    run = made.create(TrainingConfig(l2=0.1), None)
    run.add([Stepped(1, 1, 0.5, 0.5, 0.1, 10)])
    for step, penalty in ((1, 0.25), (2, 0.125)):
        run.add([Measured(step, step / 2, PART, None, PART, penalty=penalty)])
    drawn = {one.label: one for one in curves(made, "loss", CurveChoices(), LIGHT)}
    assert drawn["train with penalty"].y.tolist() == [0.75, 0.625]
    assert drawn["train with penalty"].dotted
    assert drawn["train"].y.tolist() == [0.5, 0.5]
    assert "train with penalty" not in {
        one.label for one in curves(made, "accuracy", CurveChoices(), LIGHT)
    }
    assert "train with penalty" not in {
        one.label for one in curves(runs(1), "loss", CurveChoices(), LIGHT)
    }


def with_penalty(n: int) -> Runs:
    made = Listed()
    for i in range(n):
        run = made.create(TrainingConfig(l2=0.1), None, f"run {i}")
        run.add([Stepped(1, 1, 0.5, 0.5, 0.1, 10)])
        run.add([Measured(1, 1.0, PART, None, PART, penalty=0.25 + i)])
    return made


def test_the_costs_of_a_few_runs_are_drawn_and_those_of_many_are_missed_in_words() -> None:
    few = with_penalty(2)
    drawn = [one for one in curves(few, "loss", CurveChoices(), LIGHT) if one.dotted]
    assert {one.run: one.y.tolist() for one in drawn} == {"1: run 0": [0.75], "2: run 1": [1.75]}
    assert {one.end_name for one in drawn} == {"1 cost", "2 cost"}
    assert "dotted: with penalty" in key(few.shown, "loss")
    assert "penalty" not in key(few.shown, "accuracy")
    many = with_penalty(FEW + 1)
    assert not any(one.dotted for one in curves(many, "loss", CurveChoices(), LIGHT))
    assert "the cost with penalty is drawn of 5 runs at most" in key(many.shown, "loss")


def test_every_curve_in_front_has_a_name_for_its_end() -> None:
    for n, names in ((1, {"batch", "train", "valid.", "test"}), (2, {"1 train", "2 test"})):
        drawn = curves(runs(n), "loss", CurveChoices(), LIGHT)
        assert names <= {one.end_name for one in drawn if one.end_name}
        assert all(one.end_name for one in drawn if not one.faint)
    many = curves(runs(FEW + 2), "loss", CurveChoices(), LIGHT)
    assert {one.end_name for one in many} == {str(i + 1) for i in range(FEW + 2)}


def test_the_run_that_is_looked_at_is_drawn_on_top_and_named_in_its_turn(qtbot: QtBot) -> None:
    shown = runs(3)
    shown.select(1)
    drawn = curves(shown, "accuracy", CurveChoices(), LIGHT)
    assert [one.number for one in drawn] == [2, 3, 2, 2, 3, 3, 1, 1, 1]
    assert [text[0] for text in legend(qtbot, shown).texts()] == ["1", "2", "3"]


def test_the_parts_of_one_run_are_named_in_two_lines(qtbot: QtBot) -> None:
    made = legend(qtbot, runs(1))
    made.set_series(curves(runs(1), "accuracy", CurveChoices(), LIGHT))
    made.resize(276, 60)
    assert made.sizeHint().height() == 2 * made._line_height()


def test_what_shades_stand_for_is_elided_where_it_is_longer_than_a_line(qtbot: QtBot) -> None:
    made = Listed()
    optimizers = ("momentum", "adam", "sgd", "rmsprop")
    for i in range(FEW + 2):
        config = TrainingConfig(
            learning_rate=0.1 * (i % 2 + 1), hidden=(100 + i, 90, 80), optimizer=optimizers[i % 3]
        )
        made.create(config, None).add([Measured(1, 1.0, PART, PART, PART)])
    legend = Legend("legend", " %", hundredths)
    qtbot.addWidget(legend)
    legend.resize(200, 60)
    series = curves(made, "accuracy", CurveChoices(), LIGHT)
    legend.set_series(series, colouring(made.shown, LIGHT))
    whole = legend.texts()[-1]
    assert whole.startswith("dark to light")
    _entry, shown, left, _top = legend._layout.placed[-1]
    assert legend.fontMetrics().horizontalAdvance(shown) + left <= legend.width()
    assert whole in legend.toolTip()


def test_each_batch_stays_behind_the_mean_of_the_run_that_is_looked_at() -> None:
    shown = runs(2)
    for run in shown:
        run.status = Status.FINISHED
    drawn = curves(shown, "loss", CurveChoices(smoothing=10), LIGHT)
    [raw] = [one for one in drawn if one.raw]
    assert shown.current is not None
    assert raw.number == shown.current.number
    assert np.array_equal(raw.y, shown.current.history.steps["loss"].astype(float))
    assert raw.end_name == ""
    assert not any(one.raw for one in curves(shown, "loss", CurveChoices(smoothing=1), LIGHT))
    shown.current.status = Status.RUNNING  # at full speed it would cost training time
    assert not any(one.raw for one in curves(shown, "loss", CurveChoices(smoothing=10), LIGHT))


def grouped_runs() -> Runs:
    made = Listed()
    rng = np.random.default_rng(3)
    for rate, seed in ((0.1, 1), (0.1, 2), (0.3, 1), (0.1, 3)):
        run = made.create(TrainingConfig(learning_rate=rate, seed=seed), None)
        for epoch in range(4):
            loss, share = rng.random(2)
            part = Metrics(loss, share)
            run.add([Measured(10 * epoch, epoch, part, part, part)])
    made.set_grouped(grouped=True)
    return made


@pytest.mark.parametrize("by_epoch", [False, True])
def test_a_group_is_drawn_by_its_mean_with_a_band(by_epoch: bool) -> None:
    shown = grouped_runs()
    drawn = curves(shown, "loss", CurveChoices(by_epoch=by_epoch), LIGHT)
    assert {one.run for one in drawn} == {"3 seeds: lr 0.1", "1 run: lr 0.3"}
    [mean] = [one for one in drawn if one.band is not None and one.dashed]
    listed = list(shown)
    losses = np.stack([listed[i].history.measured["test_loss"] for i in (0, 1, 3)])
    assert np.allclose(mean.y, losses.mean(axis=0))
    assert mean.x.tolist() == ([0, 1, 2, 3] if by_epoch else [0, 10, 20, 30])
    assert mean.band is not None
    deviation = np.sqrt(((losses - losses.mean(axis=0)) ** 2).sum(axis=0) / 2)
    assert np.allclose(mean.band[0], losses.mean(axis=0) - deviation)
    assert np.allclose(mean.band[1], losses.mean(axis=0) + deviation)
    assert mean.label == "test, mean of 3"
    rows = list(curve_table(drawn, Axis(by_epoch=by_epoch), "Loss").rows)
    own = [row for row in rows if row[1] == mean.label]
    assert [row[-1] for row in own] == pytest.approx(deviation)


def test_one_group_is_drawn_by_the_parts_of_the_data() -> None:
    shown = grouped_runs()
    shown.set_visible(3, visible=False)
    drawn = curves(shown, "accuracy", CurveChoices(), LIGHT)
    assert [one.colour for one in drawn] == [LIGHT.train, LIGHT.valid, LIGHT.test]
    assert all(one.band is not None and not one.run for one in drawn)


@pytest.mark.parametrize("log", [False, True])
def test_a_band_is_painted_within_its_ends(log: bool) -> None:
    x, y = np.arange(3.0), np.array([1.0, 2.0, 4.0])
    one = Series("test", x, y, "#123456", band=(y - 1.0, y + 1.0))
    bounds = made_trace(one, 300, log=log).band.boundingRect()
    assert (bounds.left(), bounds.right()) == (0.0, 2.0)
    assert bounds.bottom() == pytest.approx(np.log10(5.0) if log else 5.0)
    assert np.isfinite(bounds.top())
