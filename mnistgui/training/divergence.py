"""Divergence: what is said of a run whose numbers have left the range of their type."""

from mnistgui.training.events import Diverged
from mnistgui.training.state import Progress
from mnistgui.training.step import Step


def diverged(step: Step, progress: Progress) -> Diverged:
    """Say which layer's numbers left the range of their type first."""
    kind = step.network.dtype.__name__
    layer = step.first_broken_layer() or len(step.network.layers)
    return Diverged(
        progress.step,
        layer,
        f"The run diverged at step {progress.step}: the numbers of layer {layer} of "
        f"{len(step.network.layers)} grew beyond what {kind} can hold. Try a learning rate "
        f"below {progress.learning_rate:g} or smaller initial weights.",
    )
