"""Waits until a hidden unit tells nothing any more."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.network import Network
from mnistgui.notation import thousands
from mnistgui.training.events import Stepped
from mnistgui.training.trainer import Trainer
from mnistgui.training.watch.condition import Found, Watch

_PROBES = 1000  # training digits on which a unit has to answer differently
_SAME = 1e-6  # outputs of a unit that differ less are the same


@dataclass(frozen=True)
class UnitDies:
    """A hidden unit answers all training digits alike, so that it tells nothing any more."""

    name: ClassVar[str] = "unit_dies"
    title: ClassVar[str] = "A hidden unit dies"
    lasts: ClassVar[bool] = True

    def begin(self, trainer: Trainer) -> Watch:
        """See :class:`Condition`."""
        images = trainer.dataset.train.images[:_PROBES]
        dead_before = _dead_units(trainer.snapshot(), images)

        def watch(stepped: Stepped) -> Found | None:
            died = _dead_units(trainer.snapshot(), images) - dead_before
            if not died:
                return None
            layer, unit = min(died)
            more = f" (and {thousands(len(died) - 1)} more)" if len(died) > 1 else ""
            words = (
                f"unit {unit} of hidden layer {layer} died{more}: it answers "
                f"{thousands(len(images))} training digits alike"
            )
            return Found(stepped.step, words)

        return watch


def _dead_units(network: Network, images: NDArray[np.uint8]) -> set[tuple[int, int]]:
    """Layer and number, both from 1, of each hidden unit that answers all images alike."""
    hidden = network.activations(images)[:-1]
    return {
        (layer, int(unit) + 1)
        for layer, outputs in enumerate(hidden, start=1)
        for unit in np.flatnonzero(np.ptp(outputs, axis=0) <= _SAME)
    }
