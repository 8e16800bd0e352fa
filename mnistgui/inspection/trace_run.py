"""Trains a run again and traces its training digits at checkpoints spread over it."""

from collections.abc import Callable, Sequence

import numpy as np

from mnistgui.errors import UserError
from mnistgui.inspection.influence import Floats, TracedRun, trace_last_layer
from mnistgui.training.config import TrainingConfig
from mnistgui.training.labels import left_out_mask
from mnistgui.training.measuring import divide
from mnistgui.training.model import blueprint
from mnistgui.training.replay import RunInputs
from mnistgui.training.sampling import step_size

CHECKPOINTS = 6
BUDGET_BYTES = 256_000_000  # of the activations of all checkpoints together
_BYTES_PER_NUMBER = 4
_REPORTED_STEPS = 20


def checkpoint_steps(config: TrainingConfig, n_train: int, n_steps: int) -> tuple[int, ...]:
    """Choose the steps at which a run is traced.

    Parameters
    ----------
    config : TrainingConfig
    n_train : int
        Training digits.
    n_steps : int
        Steps that the run has taken; at least 1.

    Returns
    -------
    tuple of int
        Up to :data:`CHECKPOINTS`, evenly spread, the last step among them; fewer where a wide last
        layer would need more than :data:`BUDGET_BYTES`.
    """
    each = n_train * blueprint(config).widths[-2] * _BYTES_PER_NUMBER
    count = max(1, min(CHECKPOINTS, BUDGET_BYTES // each, n_steps))
    return tuple(n_steps * (k + 1) // count for k in range(count))


def tracing_weights(
    config: TrainingConfig, steps: Sequence[int], rates: Floats, n_train: int
) -> Floats:
    """Weigh the checkpoints: the learning rates times how often a digit is learnt up to each.

    Parameters
    ----------
    config : TrainingConfig
        With momentum, each gradient is added ``1 / (1 - momentum)`` times in all.
    steps : sequence of int
        Of the checkpoints, rising.
    rates : ndarray of shape (n_steps,), float64
        The learning rate of every step of the run.
    n_train : int
        Training digits.

    Returns
    -------
    ndarray of shape (n_checkpoints,), float64
        A step over B of n digits learns a digit with the chance B / n, and its gradient counts
        1 / B in the mean of the batch, or 1 where gradients are added up.
    """
    starts = [0, *steps[:-1]]
    of_digit = step_size(config, n_train) if config.batch_gradient == "sum" else 1
    lasting = 1 - config.momentum if config.optimizer in ("momentum", "nesterov") else 1.0
    sums = [float(rates[a:b].sum()) for a, b in zip(starts, steps, strict=True)]
    return np.array(sums) * of_digit / n_train / lasting


def trace_run(
    inputs: RunInputs,
    n_steps: int,
    report: Callable[[int, int], None] = lambda _done, _total: None,
    *,
    in_passing: bool = False,
) -> TracedRun:
    """Train a run again and trace its training digits.

    Parameters
    ----------
    inputs : RunInputs
    n_steps : int
        How many steps of it count.
    report : callable
        Told how much of how much is done; what it raises ends the work.
    in_passing : bool
        Whether a run trains beside it.

    Returns
    -------
    TracedRun

    Raises
    ------
    UserError
        The run has taken no step, or cannot be trained again.
    """
    if n_steps < 1:
        raise UserError("a run that has taken no step was influenced by no digit")
    config = inputs.config
    train, _ = divide(config, inputs.dataset)
    steps = checkpoint_steps(config, len(train), n_steps)
    trainer = inputs.trainer_at(None)
    trainer.threads.in_passing = in_passing
    rates, networks, traces = [], [], []
    for number, step in enumerate(steps):
        for stepped in inputs.replay(trainer, step):
            rates.append(stepped.learning_rate)
            if stepped.step % _REPORTED_STEPS == 0:
                report(stepped.step + number * _tracing_cost(n_steps), _work(n_steps, len(steps)))
        network = trainer.snapshot()
        networks.append(network)
        traces.append(trace_last_layer(network, train.images, network.head.targets(train.labels)))
        report(step + (number + 1) * _tracing_cost(n_steps), _work(n_steps, len(steps)))
    weights = tracing_weights(config, steps, np.array(rates), len(train))
    left_out = left_out_mask(config, len(train), len(inputs.dataset.train))
    taught = np.ones(len(train), bool) if left_out is None else ~left_out
    return TracedRun(steps, networks, weights, traces, taught)


def _tracing_cost(n_steps: int) -> int:
    """Return how many steps take as long as one tracing, in a run of usual length."""
    return n_steps // 12 + 1


def _work(n_steps: int, n_checkpoints: int) -> int:
    return n_steps + n_checkpoints * _tracing_cost(n_steps)
