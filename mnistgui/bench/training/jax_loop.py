"""The fastest plain loop that there is on a processor: JAX's, compiled for a whole epoch."""

import itertools
import time
from typing import Any

import numpy as np

from mnistgui.bench.training.cases import Case
from mnistgui.bench.training.kit import LEARNING_RATE, Epoch, needed
from mnistgui.data.dataset import Split


def jax_loop(case: Case, digits: Split) -> Epoch:
    """Train with a jitted ``lax.scan`` over the steps of an epoch.

    Pixels lie on the device in float32, permuted rows are gathered inside the scan, the parameters
    are donated, and the step is plain gradient descent.

    Raises
    ------
    UserError
        JAX is not installed.
    """
    jax: Any = needed("jax")
    jnp = jax.numpy
    pixels = jnp.asarray(digits.images, jnp.float32) / 255
    labels = jnp.asarray(digits.labels, jnp.int32)
    steps = len(digits) // case.batch_size

    def loss(layers: Any, x: Any, targets: Any) -> Any:
        for W, b in layers[:-1]:
            x = jax.nn.relu(x @ W + b)
        W, b = layers[-1]
        log_p = jax.nn.log_softmax(x @ W + b)
        return -jnp.take_along_axis(log_p, targets[:, None], axis=1).mean()

    def step(layers: Any, rows: Any) -> Any:
        gradients = jax.grad(loss)(layers, pixels[rows], labels[rows])
        stepped = jax.tree.map(lambda p, g: p - LEARNING_RATE * g, layers, gradients)
        return stepped, None

    def scan(layers: Any, order: Any) -> Any:
        return jax.lax.scan(step, layers, order)[0]

    compiled = jax.jit(scan, donate_argnums=0)
    rng = np.random.default_rng(0)
    layers = _drawn(case, rng, jnp.asarray)

    def epoch() -> float:
        nonlocal layers
        began = time.perf_counter()
        order = rng.permutation(len(digits))[: steps * case.batch_size]
        layers = compiled(layers, jnp.asarray(order.reshape(steps, -1), jnp.int32))
        jax.block_until_ready(layers)
        return (time.perf_counter() - began) * len(digits) / (steps * case.batch_size)

    return epoch


def _drawn(case: Case, rng: np.random.Generator, on_device: Any) -> Any:
    """The first weights and biases, on the device."""
    return [
        (
            on_device(rng.normal(0, (2 / i) ** 0.5, (i, o)).astype(np.float32)),
            on_device(np.zeros(o, np.float32)),
        )
        for i, o in itertools.pairwise(case.widths)
    ]
