"""Small networks that read made digits only when their pixels are scaled as they were trained."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import SCALINGS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

if TYPE_CHECKING:
    from mnistgui.nn.arrays import Array


@cache
def digits() -> Dataset:
    return blob_dataset(600, 100)


@cache
def trained(scaling: str = "unit", activation: str = "relu") -> Network:
    """A network that reads well when its pixels are scaled in this way; never changed by tests."""
    config = TrainingConfig(
        model="mlp",
        hidden=(24,),
        activation=activation,
        learning_rate=1.0 if activation == "sigmoid" else 0.3,
        batch_size=50,
        epochs=12,
        validation_size=0,
    )
    trainer = Trainer(config, digits())
    for _ in trainer:
        pass
    return _expecting(trainer.snapshot(), scaling)


def _expecting(net: Network, name: str) -> Network:
    """The same function of grey values, with weights that expect another scaling than x / 255."""
    scaling, first = SCALINGS[name], net.dense_layers()[0]
    factor = 255 * scaling.factor
    weights = first.W.astype(np.float64) / factor
    biases = first.b - scaling.offset * weights.sum(axis=0)
    layer = Dense(weights.astype(np.float32), biases.astype(np.float32), first.activation)
    return replace(net, layers=[layer, *net.layers[1:]], pixel_scaling=scaling)


def accuracy(network: Network) -> float:
    read = network.probabilities(digits().test.images).argmax(axis=1)
    return float(np.mean(read == digits().test.labels))


def save_arrays(net: Network, path: Path) -> None:
    """Save weights and biases alone."""
    arrays: dict[str, Array] = {}
    for number, layer in enumerate(net.dense_layers(), 1):
        arrays |= {f"W{number}": layer.W.T.copy(), f"b{number}": layer.b}
    np.savez(path, allow_pickle=False, **arrays)
