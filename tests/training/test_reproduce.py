from collections.abc import Callable
from dataclasses import replace

from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Event
from mnistgui.training.model import make_network
from mnistgui.training.over_seeds import with_other_seeds
from mnistgui.training.presets import Preset, PresetRun, presets
from mnistgui.training.reproduce import Known, reproduce
from tests.digits import blob_dataset


def why(preset: Preset, network: Network) -> str:
    return reproduce(preset, blob_dataset(), network).why


def test_figures_of_a_run_that_diverged_say_so() -> None:
    network = make_network(TrainingConfig(hidden=(8,)))
    calm = presets()["shallow-minibatch"]
    (run,) = calm.runs
    too_fast = replace(run.config, learning_rate=1000.0, l2=1.0, precision="float32")
    wild = replace(calm, runs=(PresetRun("too fast", too_fast),))
    assert why(calm, network).startswith(calm.why.rstrip())
    told = why(wild, network)
    assert told.startswith(calm.why.rstrip())
    assert "The run too fast diverged at step " in told


def test_the_runs_of_a_grid_come_the_best_first() -> None:
    grid = presets()["grid-24"]
    small = TrainingConfig(epochs=1, validation_size=100, initializer="glorot", batch_size=50)
    cells = [((4, 4), 1e-6), ((24, 16), 0.3)]
    runs = [
        PresetRun(f"{hidden} {rate}", replace(small, hidden=hidden, learning_rate=rate))
        for hidden, rate in cells
    ]
    one = reproduce(replace(grid, runs=tuple(runs)), blob_dataset(), make_network(small))
    assert [run["hidden_1"] for run in one.runs] == [24, 4]
    best, other = (run["validation accuracy in %"] for run in one.runs)
    assert best > other
    assert {"hidden_2", "learning rate", "parameters", "seconds", "test loss"} <= set(one.runs[0])


def test_a_run_that_has_one_of_the_seeds_already_is_not_trained_again() -> None:
    preset = presets()["shallow-minibatch"]
    (run,) = preset.runs
    small = replace(run.config, hidden=(4,), epochs=1, seed=1)
    quick = replace(preset, runs=(replace(run, config=small),))
    begun: list[int] = []

    def begin(one: PresetRun) -> Callable[[Event], None]:
        begun.append(one.config.seed)
        return lambda _: None

    known: Known = {}
    one = reproduce(quick, blob_dataset(), make_network(small), begin, known)
    more = with_other_seeds(one, quick, blob_dataset(), 3, begin, known)
    assert begun == [1, 0, 2]
    assert more.spread is not None
    low, high = more.spread.figures["test_loss_tenth"]
    assert low <= one.as_written["test_loss_tenth"] <= high
