"""The backward pass of one digit, from the logits back to the first layer."""

import numpy as np

from mnistgui.inspection.numbers.calculation import Calculation, Named, Phase
from mnistgui.inspection.numbers.forward import formulas
from mnistgui.inspection.numbers.origins import Each, Outer, PulledBack
from mnistgui.inspection.numbers.source_line import source_line
from mnistgui.nn.arrays import Array
from mnistgui.nn.gradients import Gradient, WeightGradient
from mnistgui.nn.heads import Head, Logistic
from mnistgui.nn.layers import Dense
from mnistgui.nn.losses import logistic_cross_entropy, softmax_cross_entropy


def output_delta(head: Head, number: int, z: Named, p: Named, target: int) -> Calculation:
    """Calculate ``p - y``, the delta of the last layer; one digit is a batch of one."""
    delta = np.empty_like(z.array[None])
    head.loss(z.array[None], np.array([target]), delta)
    y = np.zeros_like(p.array)
    alone = isinstance(head, Logistic)
    y[0 if alone else target] = target if alone else 1
    named = Named("y", y)
    lines = [(logistic_cross_entropy, "delta[:, 0] -="), (logistic_cross_entropy, "delta /= n")]
    if not alone:
        lines = [(softmax_cross_entropy, "np.divide("), (softmax_cross_entropy, "delta.reshape(")]
    return Calculation(
        Phase.BACKWARD,
        f"delta{number} = p - y",
        "How far each probability is from where it should be: y is 1 for the true class alone.",
        tuple(source_line(*one) for one in lines),
        (p, named),
        Named(f"delta{number}", delta[0]),
        Each("{0} - {1}", (p, named)),
    )


def weight_gradient(number: int, a: Named, delta: Named, gradient: Gradient) -> Calculation:
    """Calculate the gradient of the weights of a layer."""
    array = np.zeros((len(a.array), len(delta.array)), a.array.dtype)
    gradient.add_to(array, scale=1.0, keep=0.0)
    return Calculation(
        Phase.BACKWARD,
        f"dW{number} = {a.name}^T {delta.name}",
        "A weight's gradient is what went in at one end times the delta at the other.",
        (source_line(Dense.gradients, "of_W = weight"), source_line(WeightGradient.add_to)),
        (a, delta),
        Named(f"dW{number}", array),
        Outer(a, delta),
    )


def bias_gradient(number: int, delta: Named, gradient: Gradient) -> Calculation:
    """Calculate the gradient of the biases of a layer."""
    array = np.zeros_like(delta.array)
    gradient.add_to(array, scale=1.0, keep=0.0)
    return Calculation(
        Phase.BACKWARD,
        f"db{number} = {delta.name}",
        "A bias goes in with the factor 1, so its gradient is the delta of its unit.",
        (source_line(Dense.gradients, "of_b = DenseGradient"),),
        (delta,),
        Named(f"db{number}", array),
        Each("{0}", (delta,)),
    )


def pulled_back(number: int, layer: Dense, delta: Named) -> Calculation:
    """Calculate what reaches the layer below a layer: ``delta W^T``."""
    W = Named(f"W{number}", layer.W)
    below = np.empty((1, len(layer.W)), layer.W.dtype)
    np.matmul(delta.array[None], layer.W.T, out=below)
    return Calculation(
        Phase.BACKWARD,
        f"da{number - 1} = {delta.name} W{number}^T",
        "Each unit below reaches the loss through every unit above, each with its weight.",
        (source_line(Dense.backward, "np.matmul("),),
        (delta, W),
        Named(f"da{number - 1}", below[0]),
        PulledBack(delta, W),
    )


def hidden_delta(number: int, layer: Dense, da: Named, a: Named) -> Calculation:
    """Calculate the delta of a hidden layer: ``da * h'(z)``."""
    delta = da.array.copy()[None]
    layer.activation.multiply_derivative(delta, a.array[None])
    slope = formulas(layer.activation)[1]
    lines = (
        source_line(Dense.backward, "self.activation."),
        source_line(type(layer.activation).multiply_derivative),
    )
    return Calculation(
        Phase.BACKWARD,
        f"delta{number} = {da.name} * {slope.format(a.name)}",
        "From a to z it is one more factor, the slope of {0}.",
        lines,
        (da, a),
        Named(f"delta{number}", delta[0]),
        Each("{0} * " + slope.replace("{0}", "{1}"), (da, a)),
        named=(layer.activation.title,),
    )


def backward(layers: list[Dense], read: list[Named], first: Calculation) -> list[Calculation]:
    """Calculate every delta and gradient.

    Parameters
    ----------
    layers : list of Dense
    read : list of Named
        What each layer reads, and the logits last.
    first : Calculation
        Of the delta of the last layer.

    Returns
    -------
    list of Calculation
    """
    found = [first]
    delta = first.result
    for number in range(len(layers), 0, -1):
        layer, a = layers[number - 1], read[number - 1]
        of_W, of_b = _gradients(layer, a.array, delta.array)
        found.append(weight_gradient(number, a, delta, of_W))
        found.append(bias_gradient(number, delta, of_b))
        if number > 1:
            found.append(pulled_back(number, layer, delta))
            found.append(hidden_delta(number - 1, layers[number - 2], found[-1].result, a))
            delta = found[-1].result
    return found


def _gradients(layer: Dense, a: Array, delta: Array) -> tuple[Gradient, Gradient]:
    of_W, of_b = layer.gradients(a[None], delta[None])
    return of_W, of_b
