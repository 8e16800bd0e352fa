"""The compared programs: each can train one epoch of a case, and returns how long that took."""

import itertools
import os
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from mnistgui.bench.training.cases import Case
from mnistgui.bench.training.jax_loop import jax_loop
from mnistgui.bench.training.kit import LEARNING_RATE, Epoch, needed
from mnistgui.data.dataset import Dataset, Split
from mnistgui.nn.arrays import Array
from mnistgui.nn.partition import is_cut
from mnistgui.training.events import Stepped
from mnistgui.training.threads import limited_threads
from mnistgui.training.trainer import Trainer

ALL_THREADS = os.cpu_count() or 1


def ours(case: Case, digits: Split) -> Epoch:
    """Train with this program's trainer, through the events that the window iterates."""
    dataset = Dataset("benchmark", "memory", digits, digits[:1])
    events = iter(Trainer(case.config(epochs=1000), dataset))

    def epoch() -> float:
        began = time.perf_counter()
        seen = 0
        for event in events:
            if isinstance(event, Stepped):
                seen += event.samples
                if seen >= len(digits):
                    break
        return (time.perf_counter() - began) * len(digits) / seen

    return epoch


def torch_loop(case: Case, digits: Split, threads: int) -> Epoch:
    """Train with PyTorch's usual loop, the batch indexed from a tensor.

    Raises
    ------
    UserError
        PyTorch is not installed.
    """
    torch: Any = needed("torch")
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    pixels = torch.from_numpy(digits.images).float() / 255
    labels = torch.from_numpy(digits.labels).long()
    layers: list[Any] = []
    for fan_in, fan_out in itertools.pairwise(case.widths):
        layers += [torch.nn.Linear(fan_in, fan_out), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    cross_entropy = torch.nn.CrossEntropyLoss()

    def epoch() -> float:
        began = time.perf_counter()
        for rows in torch.randperm(len(labels)).split(case.batch_size):
            optimizer.zero_grad()
            cross_entropy(model(pixels[rows]), labels[rows]).backward()
            optimizer.step()
        return time.perf_counter() - began

    return epoch


def sklearn_mlp(case: Case, digits: Split, threads: int) -> Epoch:
    """Train with scikit-learn's MLPClassifier, one epoch of plain gradient descent.

    Raises
    ------
    UserError
        scikit-learn is not installed.
    """
    model = needed("sklearn.neural_network").MLPClassifier(
        case.hidden,
        solver="sgd",
        alpha=0.0,
        batch_size=case.batch_size,
        learning_rate_init=LEARNING_RATE,
        max_iter=1,
        momentum=0.0,
        random_state=0,
    )
    pixels = digits.images.astype(np.float32) / np.float32(255)
    classes = np.arange(10)

    def epoch() -> float:
        with limited_threads(threads):
            began = time.perf_counter()
            model.partial_fit(pixels, digits.labels, classes=classes)
            return time.perf_counter() - began

    return epoch


def floor(case: Case, digits: Split, threads: int | None) -> Epoch:
    """Compute the matrix products of an epoch and nothing else, over all 784 pixels.

    Parameters
    ----------
    case : Case
    digits : Split
    threads : int or None
        None for as many as there are.
    """
    rng = np.random.default_rng(0)

    def some(*shape: int) -> Array:
        return rng.random(shape, np.float32)

    layers = [
        (some(case.batch_size, i), some(i, o), some(case.batch_size, o))
        for i, o in itertools.pairwise(case.widths)
    ]
    gradients = [np.empty_like(W) for _, W, _ in layers]
    steps = len(digits) / case.batch_size

    def step() -> None:
        for x, W, z in layers:
            np.matmul(x, W, out=z)
        for x, W, z in layers[:0:-1]:
            np.matmul(z, W.T, out=x)
        for (x, _, z), gradient in zip(layers, gradients, strict=True):
            np.matmul(x.T, z, out=gradient)

    def epoch() -> float:
        with limited_threads(threads), np.errstate(over="ignore", invalid="ignore"):
            began = time.perf_counter()
            for _ in range(int(steps)):
                step()
            return (time.perf_counter() - began) * steps / int(steps)

    return epoch


def our_threads(case: Case) -> int | None:
    """Return how many threads our trainer gives the products of a case; None for all."""
    largest = max(fan_in * fan_out for fan_in, fan_out in itertools.pairwise(case.widths))
    return None if is_cut(largest, case.batch_size) else 1


CONTENDERS: Mapping[str, Callable[[Case, Split], Epoch]] = {
    "ours": ours,
    "torch, 1 thread": lambda case, digits: torch_loop(case, digits, 1),
    "torch, all threads": lambda case, digits: torch_loop(case, digits, ALL_THREADS),
    "jax": jax_loop,
    "sklearn, 1 thread": lambda case, digits: sklearn_mlp(case, digits, 1),
    "sklearn, all threads": lambda case, digits: sklearn_mlp(case, digits, ALL_THREADS),
    "floor": lambda case, digits: floor(case, digits, our_threads(case)),
    "floor, all threads": lambda case, digits: floor(case, digits, None),
}
