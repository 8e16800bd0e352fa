"""Networks of scikit-learn, from what a file tells of its objects: classifiers and scalers."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.pickles.records import Record
from mnistgui.errors import UserError
from mnistgui.files.weights.chain import SOFTMAX, Chain
from mnistgui.files.weights.pickled_arrays import file_array
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.activations import ACTIVATIONS

PACKAGE = "sklearn."
_ACTIVATIONS = {
    one.sklearn_name: one.name for one in ACTIVATIONS.values() if one.sklearn_name is not None
}
_MAX_DEPTH = 8


def from_sklearn(model: Record, where: str) -> StoredNetwork:
    """Make a network of a classifier, or of a pipeline of scalers and a classifier.

    Parameters
    ----------
    model : Record
        With its attributes as a dict.
    where : str
        The file's name, for sentences.

    Returns
    -------
    StoredNetwork

    Raises
    ------
    UserError
        It is another kind of model, or has not been fitted.
    """
    chain = Chain(where)
    _apply(model, chain, where, 0)
    return chain.network({})


def _apply(model: Any, chain: Chain, where: str, depth: int) -> None:
    kind = model.name.rpartition(".")[2] if isinstance(model, Record) else type(model).__name__
    if kind not in _KINDS or depth > _MAX_DEPTH or not isinstance(model.state, dict):
        raise UserError(f"{where} holds a {kind}; {', '.join(_KINDS)} are accepted")
    _KINDS[kind](model.state, chain, where, depth)


def _pipeline(state: Mapping[str, Any], chain: Chain, where: str, depth: int) -> None:
    for step in state.get("steps") or ():
        if not isinstance(step, list | tuple) or len(step) != 2:
            raise UserError(f"{where} holds a pipeline whose steps cannot be read")
        if step[1] not in (None, "passthrough"):
            _apply(step[1], chain, where, depth + 1)


def _standard(state: Mapping[str, Any], chain: Chain, where: str, _depth: int) -> None:
    scale = _array(state, "scale_", where, missing=np.ones(1))
    mean = _array(state, "mean_", where, missing=np.zeros(1))
    chain.affine(1 / scale, -mean / scale)


def _min_max(state: Mapping[str, Any], chain: Chain, where: str, _depth: int) -> None:
    chain.affine(_array(state, "scale_", where), _array(state, "min_", where))


def _max_abs(state: Mapping[str, Any], chain: Chain, where: str, _depth: int) -> None:
    scale = _array(state, "scale_", where)
    chain.affine(1 / scale, np.zeros(1))


def _perceptron(state: Mapping[str, Any], chain: Chain, where: str, _depth: int) -> None:
    coefficients, intercepts = state.get("coefs_"), state.get("intercepts_")
    if not isinstance(coefficients, list) or not isinstance(intercepts, list):
        raise UserError(f"{where} holds an MLPClassifier that has not been fitted")
    name = state.get("activation")
    if name not in _ACTIVATIONS or len(coefficients) != len(intercepts):
        raise UserError(f"{where} holds an MLPClassifier with the activation {name}")
    for place, (W, b) in enumerate(zip(coefficients, intercepts, strict=True)):
        chain.dense(_numbers(W, where), _numbers(b, where))
        last = place == len(coefficients) - 1
        if not last and name != "identity":
            chain.activate(_ACTIVATIONS[name])
    chain.activate(SOFTMAX)


def _logistic(state: Mapping[str, Any], chain: Chain, where: str, _depth: int) -> None:
    chain.dense(_array(state, "coef_", where).T, _array(state, "intercept_", where).reshape(-1))
    chain.activate(SOFTMAX)


def _array(
    state: Mapping[str, Any], name: str, where: str, missing: NDArray[Any] | None = None
) -> NDArray[Any]:
    if state.get(name) is None and missing is not None:
        return missing
    return _numbers(state.get(name), where)


def _numbers(value: Any, where: str) -> NDArray[Any]:
    array = file_array(value, "array")
    if array is None:
        raise UserError(f"{where} holds a model that has not been fitted, or is damaged")
    return array.read()


_KINDS: Mapping[str, Callable[[Mapping[str, Any], Chain, str, int], None]] = MappingProxyType(
    {
        "MLPClassifier": _perceptron,
        "LogisticRegression": _logistic,
        "Pipeline": _pipeline,
        "StandardScaler": _standard,
        "MinMaxScaler": _min_max,
        "MaxAbsScaler": _max_abs,
    }
)
