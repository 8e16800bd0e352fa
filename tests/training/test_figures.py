import pytest

from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import EpochEnded, Measured, Metrics, Stepped
from mnistgui.training.figures import grid_figures, preset_figures, run_figures
from mnistgui.training.history import History
from mnistgui.training.presets import PresetRun, preset_named


def history(*measured: Measured, losses: tuple[float, ...] = (), seconds: float = 0.0) -> History:
    told = History()
    for step, loss in enumerate(losses, start=1):
        told.add(Stepped(step, 1, loss, 0.0, 0.1, 10))
    for one in measured:
        told.add(one)
    told.add(EpochEnded(1, 10, seconds, 10))
    return told


def at(epoch: float, accuracy: float, loss: float = 1.0, *, valid: bool = True) -> Measured:
    part = Metrics(loss, accuracy)
    return Measured(round(10 * epoch), epoch, part, part if valid else None, part)


def test_percents_tenths_and_first_and_last() -> None:
    told = history(at(0, 0.1, 2.5), at(0.5, 0.4), at(1, 0.8, 0.5))
    names = ["train_accuracy", "test_error", "train_loss", "test_loss_tenth"]
    assert run_figures([*names, "first_train_loss_tenth"], told) == {
        "train_accuracy": 80.0,
        "test_error": pytest.approx(20.0),
        "train_loss": 0.5,
        "test_loss_tenth": 0.05,
        "first_train_loss_tenth": 0.25,
    }


def test_a_list_has_one_value_an_epoch() -> None:
    # The last epoch's end is measured twice when the end is measured on every digit.
    told = history(at(0, 0.1), at(0.5, 0.2), at(1, 0.5), at(1.5, 0.6), at(2, 0.7), at(2, 0.75))
    assert run_figures(["train_error_by_epoch"], told) == {"train_error_by_epoch": [50.0, 25.0]}


def test_a_swinging_loss_oscillates_and_a_falling_one_does_not() -> None:
    assert run_figures(["oscillates"], history(losses=(3, 1, 2, 1, 2)))["oscillates"]
    assert run_figures(["oscillates"], history(losses=(4, 3, 2, 1))) == {"oscillates": False}


@pytest.mark.parametrize(("last", "barely"), [(3.9, True), (3.0, False)])
def test_a_loss_that_keeps_four_fifths_barely_moves(last: float, barely: bool) -> None:
    told = run_figures(["barely_moves"], history(losses=(4.0, last)))
    assert told == {"barely_moves": barely}


def test_a_grid_tells_its_best_cell_and_the_range_at_the_low_rate() -> None:
    cells = [
        (PresetRun(str(rate), TrainingConfig(learning_rate=rate)), history(at(1, a), seconds=90))
        for rate, a in ((0.1, 0.97), (0.01, 0.93), (0.01, 0.94), (1.0, 0.1))
    ]
    assert grid_figures(cells) == {
        "best_valid_accuracy": 97.0,
        "lowest_at_rate_001": 93.0,
        "highest_at_rate_001": 94.0,
        "minutes": 6.0,
    }


@pytest.mark.parametrize("name", ["test_acuracy", "valid_accuracy"])
def test_a_figure_that_cannot_be_told_fails_loudly(name: str) -> None:
    with pytest.raises(ValueError, match=r"no figure|no valid digits"):
        run_figures([name], history(at(1, 0.5, valid=False)))


def test_a_grid_half_done_tells_what_it_can() -> None:
    assert grid_figures([]) == {}
    cell = (PresetRun("", TrainingConfig(learning_rate=0.1)), history(at(1, 0.9), seconds=30))
    assert grid_figures([cell]) == {"best_valid_accuracy": 90.0, "minutes": 0.5}


def test_a_comparison_is_told_case_by_case() -> None:
    preset = preset_named("compare-inits")
    told = preset_figures(preset, [(preset.runs[0], history(at(1, 0.5, 2.0)))])
    figures = {"train_loss": 2.0, "train_accuracy": 50.0, "valid_accuracy": 50.0}
    assert told == {"as written": {"init-zeros": figures}, "put right": {}}


def test_each_form_has_the_figures_of_its_own_run() -> None:
    preset = preset_named("softmax-batch")
    first, second = preset.runs
    losses = (3.0, 2.0)
    told = preset_figures(
        preset,
        [(first, history(at(1, 0.6), losses=losses)), (second, history(at(1, 0.7), losses=losses))],
    )
    assert told["as written"]["test_accuracy"] == 60.0
    assert told["put right"]["test_accuracy"] == 70.0


def test_a_run_without_a_mistake_stands_for_both_forms() -> None:
    preset = preset_named("mlp-2-layer")
    told = preset_figures(preset, [(preset.runs[0], history(at(1, 0.6)))])
    assert told["as written"] == told["put right"] == {"test_accuracy": 60.0}


def test_a_full_batchs_lowest_loss_and_its_step() -> None:
    told = run_figures(
        ["lowest_loss", "lowest_loss_step", "last_loss", "steps"], history(losses=(3, 2, 1, 1, 2))
    )
    assert told == {"lowest_loss": 1.0, "lowest_loss_step": 2, "last_loss": 2.0, "steps": 5}


def test_measurements_after_so_many_steps() -> None:
    told = history(at(0, 0.1, 2.0), at(0.5, 0.3, 1.5), at(1, 0.6, 0.5), at(2, 0.7, 0.2))
    assert run_figures(
        [
            "train_error_after_5_steps",
            "train_error_after_7_steps",
            "train_error_every_10_steps",
            "steps_to_train_loss_0.5",
            "steps_to_test_loss_0.1",
        ],
        told,
    ) == {
        "train_error_after_5_steps": pytest.approx(70.0),
        "train_error_every_10_steps": pytest.approx([40.0, 30.0]),
        "steps_to_train_loss_0.5": 10,
    }


def test_the_last_epochs_batches_and_rates() -> None:
    told = History()
    for step in range(1, 7):
        rate = 0.1 - 0.02 * step
        told.add(Stepped(step, 1 + (step > 3), 1.0, step / 10, rate, 10))
        if step % 3 == 0:
            told.add(EpochEnded(step // 3, step, 1.5, 30 * step))
    assert run_figures(["batch_accuracy", "last_rates", "updates_per_epoch", "seconds"], told) == {
        "batch_accuracy": pytest.approx(50.0),
        "last_rates": pytest.approx([0.02, 0.0, -0.02], abs=1e-6),
        "updates_per_epoch": 3,
        "seconds": 1.5,
    }


def test_the_cost_is_the_loss_with_the_penalty() -> None:
    part = Metrics(0.5, 0.5)
    told = history(Measured(1, 1.0, part, None, part, penalty=0.25))
    assert run_figures(["cost", "train_loss"], told) == {"cost": 0.75, "train_loss": 0.5}


def test_one_write_up_added_the_penalty_to_the_test_loss_too() -> None:
    train, test = Metrics(0.5, 0.5), Metrics(0.625, 0.5)
    told = history(Measured(1, 1.0, train, None, test, penalty=0.25))
    assert run_figures(["test_cost"], told) == {"test_cost": 0.875}
