"""The same weights and batches in PyTorch, where it is installed, end at the same weights."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.sampling import epoch_order
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

torch = pytest.importorskip("torch", reason="agreement with PyTorch needs the extra 'bench'")

N, BATCH, EPOCHS = 1000, 50, 10  # 200 steps


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Batches of 50 are too small to share out; threads that wait for each other take minutes."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def torch_optimizer(config: TrainingConfig, parameters: list[Any]) -> Any:
    rate = config.learning_rate
    if config.optimizer == "adam":
        return torch.optim.Adam(parameters, lr=rate, betas=(config.beta1, config.beta2))
    momentum = 0.0 if config.optimizer == "sgd" else config.momentum
    nesterov = config.optimizer == "nesterov"
    return torch.optim.SGD(parameters, lr=rate, momentum=momentum, nesterov=nesterov)


def torch_forward(config: TrainingConfig, weights: list[Any], x: Any) -> Any:
    bend = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}[config.activation]
    for i in range(0, len(weights), 2):
        x = x @ weights[i] + weights[i + 1]
        if i < len(weights) - 2:
            x = bend(x)
    return x


def trained_by_torch(config: TrainingConfig) -> list[np.ndarray]:
    train = blob_dataset(N).train
    weights = [
        torch.tensor(array, requires_grad=True) for array in make_network(config).parameters()
    ]
    optimizer = torch_optimizer(config, weights)
    images = torch.tensor(train.images.astype(np.float32) / 255)
    labels = torch.tensor(train.labels.astype(np.int64))
    for epoch in range(EPOCHS):
        order = torch.tensor(epoch_order(config, N, epoch))
        for rows in order.split(BATCH):
            logits = torch_forward(config, weights, images[rows])
            loss = torch.nn.functional.cross_entropy(logits, labels[rows])
            loss = loss + config.l2 * sum((W**2).sum() for W in weights[::2])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return [one.detach().numpy() for one in weights]


@pytest.mark.parametrize(
    ("optimizer", "rate"), [("sgd", 0.1), ("momentum", 0.05), ("nesterov", 0.05), ("adam", 0.001)]
)
@pytest.mark.parametrize(("activation", "l2"), [("relu", 0.0), ("tanh", 0.001), ("sigmoid", 0.0)])
def test_two_hundred_steps_end_at_the_same_weights(
    optimizer: str, rate: float, activation: str, l2: float
) -> None:
    config = TrainingConfig(
        hidden=(40, 20),
        activation=activation,
        optimizer=optimizer,
        learning_rate=rate,
        l2=l2,
        batch_size=BATCH,
        epochs=EPOCHS,
        validation_size=0,
    )
    trainer = Trainer(config, blob_dataset(N))
    for _ in trainer:
        pass
    assert trainer.progress.step == 200
    ours = list(trainer.snapshot().parameters())
    start = list(make_network(config).parameters())
    for mine, theirs, before in zip(ours, trained_by_torch(config), start, strict=True):
        assert np.abs(mine - theirs).max() < 1e-4
        assert np.abs(mine - before).max() > 1e-3  # It has moved at all.
