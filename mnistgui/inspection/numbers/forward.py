"""The forward pass of one digit, layer by layer."""

from mnistgui.inspection.numbers.calculation import Calculation, Named, Phase
from mnistgui.inspection.numbers.origins import Each, WeightedSum
from mnistgui.inspection.numbers.source_line import source_line
from mnistgui.nn.activations import (
    Activation,
    Identity,
    LeakyReLU,
    ReLU,
    Sigmoid,
    Tanh,
)
from mnistgui.nn.arrays import Array
from mnistgui.nn.layers import Dense
from mnistgui.nn.ragged import product

# The formula of an activation in symbols, and its slope as a formula of its output.
FORMULAS: dict[type[Activation], tuple[str, str]] = {
    ReLU: ("max({0}, 0)", "(1 if {0} > 0 else 0)"),
    LeakyReLU: ("max({0}, slope * {0})", "(1 if {0} > 0 else slope)"),
    Tanh: ("tanh({0})", "(1 - {0}^2)"),
    Sigmoid: ("1 / (1 + exp(-{0}))", "{0} * (1 - {0})"),
}


def formulas(activation: Activation) -> tuple[str, str]:
    """The formulas of an activation and its slope, with the number of a leaky one filled in."""
    own = FORMULAS[type(activation)]
    if isinstance(activation, LeakyReLU):
        return own[0].replace("slope", f"{activation.slope:g}"), own[1].replace(
            "slope", f"{activation.slope:g}"
        )
    return own


def weighted_sum(number: int, layer: Dense, below: Named) -> Calculation:
    """Calculate ``z = a W + b`` of a layer, counted from 1."""
    W, b = Named(f"W{number}", layer.W), Named(f"b{number}", layer.b)
    z = below.array[None] @ layer.W + layer.b
    lines = (source_line(Dense.forward, "product("), source_line(Dense.finish, "np.add("))
    return Calculation(
        Phase.FORWARD,
        f"z{number} = {below.name} W{number} + b{number}",
        "Each unit adds its inputs up, each multiplied by a weight, and adds its bias.",
        (lines[0], source_line(product, "np.matmul(x"), lines[1]),
        (below, W, b),
        Named(f"z{number}", z[0]),
        WeightedSum(below, W, b),
    )


def activated(number: int, layer: Dense, z: Named) -> Calculation:
    """Calculate ``a = h(z)`` of a hidden layer, counted from 1."""
    template = formulas(layer.activation)[0]
    a = z.array.copy()[None]
    layer.activation.apply(a)
    return Calculation(
        Phase.FORWARD,
        f"a{number} = {template.format(z.name)}",
        "The activation, {0}, is applied to each number for itself.",
        (source_line(type(layer.activation).apply),),
        (z,),
        Named(f"a{number}", a[0]),
        Each(template, (z,)),
        named=(layer.activation.title,),
    )


def forward(layers: list[Dense], x: Array) -> tuple[list[Calculation], list[Named]]:
    """Calculate every layer.

    Parameters
    ----------
    layers : list of Dense
    x : ndarray of shape (n_inputs,)

    Returns
    -------
    list of Calculation
    list of Named
        What each layer reads, and the logits last.
    """
    found: list[Calculation] = []
    read = [Named("a0", x)]
    for number, layer in enumerate(layers, 1):
        found.append(weighted_sum(number, layer, read[-1]))
        if not isinstance(layer.activation, Identity):
            found.append(activated(number, layer, found[-1].result))
        read.append(found[-1].result)
    return found, read
