from dataclasses import replace

from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.presets import Preset, PresetRun, presets
from mnistgui.training.reproduce import reproduce
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
