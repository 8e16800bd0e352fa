"""The network that panels inspect, with its run and its digits."""

from dataclasses import dataclass
from functools import cached_property

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.calibration import with_temperature
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.runs.run import Run
from mnistgui.ui.state.past import Moment


@dataclass(frozen=True, eq=False)
class Inspected:
    """A network after one step; another network or another step gives another object.

    Parameters
    ----------
    run : Run or None
        The run that the network belongs to; None for a network from elsewhere, or for none.
    step : int
        How many steps the network has learnt in that run.
    network : Network or None
        Never changed in place; None while there is no network yet.
    temperature : float or None
        The number by which its logits are divided; None for 1.
    config : TrainingConfig or None
        The settings it was trained with, where they are known.
    dataset : Dataset or None
        The digits it learnt from, where they are at hand.
    """

    run: Run | None = None
    step: int = 0
    network: Network | None = None
    temperature: float | None = None
    config: TrainingConfig | None = None
    dataset: Dataset | None = None

    @cached_property
    def reader(self) -> Network | None:
        """The network with its temperature applied, as the bars show it."""
        if self.network is None or self.temperature is None:
            return self.network
        return with_temperature(self.network, self.temperature)

    def is_same(self, other: "Inspected") -> bool:
        """Return whether it is the same network after the same step, with the same temperature."""
        return (
            self.run is other.run
            and self.step == other.step
            and self.network is other.network
            and self.temperature == other.temperature
            and self.config == other.config
            and self.dataset is other.dataset
        )


def inspected_of_run(run: Run | None, moment: Moment | None = None) -> Inspected:
    """Return what is inspected while a run is selected: its network at a moment, or the newest."""
    if run is None:
        return Inspected()
    if moment is not None and moment.run is run:
        seen = (moment.step, moment.network, moment.temperature)
        return Inspected(run, *seen, run.config, run.dataset)
    steps = len(run.history.steps)
    return Inspected(run, steps, run.network, run.temperature, run.config, run.dataset)
