"""Finds training digits whose labels are probably wrong by three scores, and compares these."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.influence import Floats, TracedRun
from mnistgui.inspection.ranking import RocCurve, roc_curve
from mnistgui.nn.arrays import Indices
from mnistgui.training.config import TrainingConfig
from mnistgui.training.labels import mixed_up
from mnistgui.training.measuring import divided_sizes

SCORES: Mapping[str, str] = {
    "self-influence": "Self-influence",
    "loss": "Loss",
    "disagreement": "Disagreement",
}


@dataclass(frozen=True, eq=False)
class DoubtfulLabels:
    """Scores of the training digits of a run: the higher, the more its label is doubted.

    Parameters
    ----------
    scores : mapping of str to ndarray of shape (n_train,), float64
        By the names of :data:`SCORES`.
    mixed_up : ndarray of shape (n_train,), bool
        Which labels were mixed up on purpose.
    """

    scores: Mapping[str, Floats]
    mixed_up: NDArray[np.bool_]

    def most_doubtful(self, score: str, count: int) -> Indices:
        """Rows of the training digits with the highest scores, the highest first."""
        return np.argsort(-self.scores[score], kind="stable")[:count]

    def curve(self, score: str) -> RocCurve | None:
        """How well a score finds the labels that were mixed up; None where none or all were."""
        n = int(np.count_nonzero(self.mixed_up))
        return roc_curve(self.scores[score], self.mixed_up) if 0 < n < len(self.mixed_up) else None


def doubtful_labels(traced: TracedRun, config: TrainingConfig, dataset: Dataset) -> DoubtfulLabels:
    """Score the training digits of a run.

    Parameters
    ----------
    traced : TracedRun
    config : TrainingConfig
        Of the run; tells which labels were mixed up.
    dataset : Dataset
        With its true labels.

    Returns
    -------
    DoubtfulLabels
        By self-influence, by the loss at the last checkpoint, and by the share of the checkpoints
        at which the network reads another digit than the label says.
    """
    n_train, _ = divided_sizes(config, len(dataset.train), dataset.name)
    marked = np.zeros(n_train, bool)
    marked[mixed_up(dataset.train.labels[:n_train], config)] = True
    scores = {
        "self-influence": traced.self_influences(),
        "loss": traced.train[-1].losses,
        "disagreement": traced.disagreement(),
    }
    return DoubtfulLabels(scores, marked)
