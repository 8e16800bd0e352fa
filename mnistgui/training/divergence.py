"""Divergence: what is said of a run whose numbers have left the range of float32."""

from mnistgui.training.events import Diverged
from mnistgui.training.state import Progress
from mnistgui.training.step import Step


def diverged(step: Step, progress: Progress) -> Diverged:
    """Say which layer's numbers left the range of float32 first."""
    layer = step.first_broken_layer() or len(step.network.layers)
    return Diverged(
        progress.step,
        layer,
        f"The run diverged at step {progress.step}: the numbers of layer {layer} of "
        f"{len(step.network.layers)} grew beyond what float32 can hold. Try a learning rate "
        f"below {progress.learning_rate:g} or smaller initial weights.",
    )
