"""What the operators of ONNX do to numbers, see https://onnx.ai/onnx/operators/."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError

_EPSILON = 1e-5  # of BatchNormalization, where none is written
# Orders of axes that leave the pixels as they lie, for images of one channel.
_KEEPING = ([0, 3, 1, 2], [0, 2, 3, 1])

Affine = tuple[NDArray[Any], NDArray[Any]]


def gemm_weights(array: NDArray[Any], attributes: Mapping[str, Any], where: str) -> NDArray[Any]:
    """Weights as (fan_in, fan_out).

    Parameters
    ----------
    array : ndarray
    attributes : mapping of str to onnx.AttributeProto
        Of a Gemm or MatMul.
    where : str
        The file's name, for sentences.

    Returns
    -------
    ndarray

    Raises
    ------
    UserError
        What goes into the layer is scaled or transposed.
    """
    if any(attributes[name].f != 1 for name in ("alpha", "beta") if name in attributes) or (
        "transA" in attributes and attributes["transA"].i
    ):
        raise UserError(f"{where} scales or transposes what goes into a layer")
    return array.T if "transB" in attributes and attributes["transB"].i else array


def slope(attributes: Mapping[str, Any]) -> float:
    """Slope of a leaky ReLU; the shortest number that is the same in float32."""
    return float(str(np.float32(attributes["alpha"].f))) if "alpha" in attributes else 0.01


def keeps_pixels(attributes: Mapping[str, Any]) -> bool:
    """Whether a Transpose only moves an axis of one channel."""
    return "perm" in attributes and list(attributes["perm"].ints) in _KEEPING


def scaler(attributes: Mapping[str, Any]) -> Affine:
    """Factor and offset of a Scaler, which computes (x - offset) * scale."""
    scale = np.array(attributes["scale"].floats if "scale" in attributes else [1], np.float64)
    offset = np.array(attributes["offset"].floats if "offset" in attributes else [0], np.float64)
    return scale, -offset * scale


def batch_normalisation(arrays: Sequence[NDArray[Any]], attributes: Mapping[str, Any]) -> Affine:
    """Factor and offset of a BatchNormalization with gamma, beta, mean and variance."""
    gamma, beta, mean, variance = (array.astype(np.float64) for array in arrays)
    epsilon = attributes["epsilon"].f if "epsilon" in attributes else _EPSILON
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = gamma / np.sqrt(variance + epsilon)
        return factor, beta - mean * factor


def arithmetic(kind: str, array: NDArray[Any], where: str, *, pixels_first: bool) -> Affine:
    """Factor and offset of Add, Sub, Mul or Div with a constant.

    Parameters
    ----------
    kind : str
    array : ndarray
        The constant.
    where : str
        The file's name, for sentences.
    pixels_first : bool
        Whether the constant is the second operand.

    Returns
    -------
    tuple of ndarray

    Raises
    ------
    UserError
        It divides by what depends on the pixels.
    """
    number, one = array.astype(np.float64).reshape(-1), np.ones(1)
    if kind == "Add":
        return one, number
    if kind == "Mul":
        return number, 0 * one
    if kind == "Sub":
        return (one, -number) if pixels_first else (-one, number)
    if not pixels_first:
        raise UserError(f"{where} divides by its numbers; chains of dense layers are accepted")
    with np.errstate(divide="ignore"):
        return 1 / number, 0 * one


def linear_classifier(attributes: Mapping[str, Any], where: str) -> Affine:
    """Weights and biases of scikit-learn's logistic regression.

    Parameters
    ----------
    attributes : mapping of str to onnx.AttributeProto
    where : str
        The file's name, for sentences.

    Returns
    -------
    tuple of ndarray
        W (fan_in, fan_out) and b (fan_out,).

    Raises
    ------
    UserError
        Its answers are no softmax.
    """
    biases = np.array(attributes["intercepts"].floats if "intercepts" in attributes else [0.0])
    weights = np.array(attributes["coefficients"].floats if "coefficients" in attributes else [])
    if "post_transform" not in attributes or attributes["post_transform"].s != b"SOFTMAX":
        raise UserError(f"{where} holds a classifier without softmax; softmax is accepted")
    if not weights.size or weights.size % biases.size:
        raise UserError(f"{where} is damaged: its classifier lacks numbers")
    return weights.reshape(biases.size, -1).T.astype(np.float32), biases.astype(np.float32)
