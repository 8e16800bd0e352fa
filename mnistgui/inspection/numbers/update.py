"""The update of each parameter under each optimizer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from mnistgui.inspection.numbers.calculation import Calculation, Named, Phase
from mnistgui.inspection.numbers.origins import Each
from mnistgui.inspection.numbers.source_line import source_line
from mnistgui.nn.arrays import Array
from mnistgui.nn.gradients import DenseGradient
from mnistgui.nn.optimizers import (
    SGD,
    Adam,
    Momentum,
    Nesterov,
    Optimizer,
    penalised_gradient,
)


@dataclass(frozen=True, eq=False)
class Changed:
    """One parameter before and after a step.

    Parameters
    ----------
    optimizer : Optimizer
        After the step.
    before : Named
        Such as W1.
    gradient : Named
        Of the loss, with the penalty.
    after : Named
        Such as W1'.
    state_before, state_after : dict of str to ndarray
        What the optimizer keeps of this parameter, by its name such as ``"velocity"``.
    rate : float
    """

    optimizer: Optimizer
    before: Named
    gradient: Named
    after: Named
    state_before: dict[str, Array]
    state_after: dict[str, Array]
    rate: float

    def kept(self, name: str, symbol: str) -> tuple[Named, Named]:
        """Return an array of the optimizer's state before and after the step."""
        title = f"{symbol}{self.before.name}"
        return Named(title, self.state_before[name]), Named(f"{title}'", self.state_after[name])


def _calculation(
    symbols: str,
    words: str,
    optimizer: type[Optimizer],
    beginning: str,
    result: Named,
    origin: Each,
) -> Calculation:
    line = source_line(optimizer.change, beginning)
    return Calculation(Phase.UPDATE, symbols, words, (line,), origin.inputs, result, origin)


def _sgd(one: Changed) -> list[Calculation]:
    W, g, after = one.before, one.gradient, one.after
    origin = Each(f"{{0}} - {one.rate:g} * {{1}}", (W, g))
    symbols = f"{after.name} = {W.name} - rate * {g.name}"
    words = "Each parameter goes against its gradient, by the learning rate."
    return [_calculation(symbols, words, SGD, "gradient.add_to(", after, origin)]


def _velocity(
    one: Changed, momentum: float, optimizer: type[Optimizer], beginning: str
) -> Calculation:
    """How the velocity follows from the last one, at a line of an optimizer's source."""
    v, v_after = one.kept("velocity", "v")
    return _calculation(
        f"{v_after.name} = momentum * {v.name} + {one.gradient.name}",
        "The velocity keeps a part of what it was, and the gradient is added.",
        optimizer,
        beginning,
        v_after,
        Each(f"{momentum:g} * {{0}} + {{1}}", (v, one.gradient)),
    )


def _momentum(one: Changed) -> list[Calculation]:
    optimizer = one.optimizer
    assert isinstance(optimizer, Momentum)  # noqa: S101 - the table below says so
    _v, v_after = one.kept("velocity", "v")
    W, after = one.before, one.after
    velocity = _velocity(one, optimizer.momentum, Momentum, "gradient.add_to(")
    step = _calculation(
        f"{after.name} = {W.name} - rate * {v_after.name}",
        "Each parameter goes against its velocity, by the learning rate.",
        Momentum,
        "np.subtract(",
        after,
        Each(f"{{0}} - {one.rate:g} * {{1}}", (W, v_after)),
    )
    return [velocity, step]


def _nesterov(one: Changed) -> list[Calculation]:
    optimizer = one.optimizer
    assert isinstance(optimizer, Nesterov)  # noqa: S101 - the table below says so
    _v, v_after = one.kept("velocity", "v")
    W, g, after = one.before, one.gradient, one.after
    velocity = _velocity(one, optimizer.momentum, Nesterov, "v += g")
    step = _calculation(
        f"{after.name} = {W.name} - rate * ({g.name} + momentum * {v_after.name})",
        "The step looks ahead: the gradient, and where the velocity leads next.",
        Nesterov,
        "parameter -=",
        after,
        Each(f"{{0}} - {one.rate:g} * ({{1}} + {optimizer.momentum:g} * {{2}})", (W, g, v_after)),
    )
    return [velocity, step]


def _adam(one: Changed) -> list[Calculation]:
    optimizer = one.optimizer
    assert isinstance(optimizer, Adam)  # noqa: S101 - the table below says so
    (m, m_after), (v, v_after) = one.kept("mean", "m"), one.kept("square", "v")
    W, g, after = one.before, one.gradient, one.after
    beta1, beta2, t = optimizer.beta1, optimizer.beta2, int(one.state_after["steps"][0])
    c1, c2 = f"(1 - {beta1:g}^{t})", f"(1 - {beta2:g}^{t})"
    mean = _calculation(
        f"{m_after.name} = beta1 * {m.name} + (1 - beta1) * {g.name}",
        "A running mean of the gradient.",
        Adam,
        "m += scalar(",
        m_after,
        Each(f"{beta1:g} * {{0}} + (1 - {beta1:g}) * {{1}}", (m, g)),
    )
    square = _calculation(
        f"{v_after.name} = beta2 * {v.name} + (1 - beta2) * {g.name}^2",
        "A running mean of the squared gradient.",
        Adam,
        "v += scalar(",
        v_after,
        Each(f"{beta2:g} * {{0}} + (1 - {beta2:g}) * {{1}}^2", (v, g)),
    )
    step = _calculation(
        f"{after.name} = {W.name} - rate * ({m_after.name} / (1 - beta1^t)) / "
        f"(sqrt({v_after.name} / (1 - beta2^t)) + epsilon)",
        "Both means start at 0, which is undone in step t = {0}; the step is about the rate.",
        Adam,
        "parameter -=",
        after,
        Each(
            f"{{0}} - {one.rate:g} * ({{1}} / {c1}) / (sqrt({{2}} / {c2}) + {optimizer.epsilon:g})",
            (W, m_after, v_after),
        ),
    )
    return [mean, square, replace(step, named=(str(t),))]


UPDATES: dict[type[Optimizer], Callable[[Changed], list[Calculation]]] = {
    SGD: _sgd,
    Momentum: _momentum,
    Nesterov: _nesterov,
    Adam: _adam,
}
"""How each optimizer's step is written; a test holds that none is missing."""


def penalised(before: Named, gradient: Named, l2: float) -> Calculation:
    """Calculate the gradient with the L2 penalty: ``g = dW + 2 l2 W``."""
    array = penalised_gradient(DenseGradient(gradient.array), before.array, l2)
    return Calculation(
        Phase.UPDATE,
        f"g{before.name} = {gradient.name} + 2 * l2 * {before.name}",
        "The penalty pulls each weight towards 0; biases are left alone.",
        (source_line(penalised_gradient, "g += parameter"),),
        (gradient, before),
        Named(f"g{before.name}", array),
        Each(f"{{0}} + 2 * {l2:g} * {{1}}", (gradient, before)),
    )
