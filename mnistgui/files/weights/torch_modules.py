"""PyTorch's whole modules in a pickle: the order of layers, where ``nn.Sequential`` gives it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from mnistgui.data.pickles.records import Record
from mnistgui.errors import UserError
from mnistgui.files.weights.chain import SOFTMAX, Chain
from mnistgui.files.weights.description import activation_text
from mnistgui.files.weights.pairing import convolution
from mnistgui.files.weights.torch_tensors import Tensor
from mnistgui.nn.activations import LeakyReLU, ReLU, Sigmoid, Tanh

_MODULES = "torch.nn.modules."
_SEQUENTIAL = f"{_MODULES}container.Sequential"
_LINEAR = f"{_MODULES}linear.Linear"
_WITHOUT_EFFECT = ("Dropout", "Flatten", "Identity", "AlphaDropout")
_ACTIVATIONS = {
    "ReLU": ReLU.name,
    "Tanh": Tanh.name,
    "Sigmoid": Sigmoid.name,
    "Softmax": SOFTMAX,
    "LogSoftmax": SOFTMAX,
}
_MAX_DEPTH = 12


def sequence_of(root: Any) -> list[Record] | None:
    """Find the modules in the order in which they are applied.

    Parameters
    ----------
    root : object
        What a pickle holds.

    Returns
    -------
    list of Record
        Without containers; None where no ``nn.Sequential`` holds every dense layer, since then only
        the module's own code tells the order.
    """
    dense = sum(one.name == _LINEAR for one in _below(root, 0))
    for one in _below(root, 0):
        if one.name == _SEQUENTIAL:
            modules = list(_flat(one, 0))
            if dense and sum(module.name == _LINEAR for module in modules) == dense:
                return modules
    return None


def chained(modules: list[Record], where: str) -> Chain:
    """Collect what modules do.

    Parameters
    ----------
    modules : list of Record
        In their order.
    where : str
        The file's name, for sentences.

    Returns
    -------
    Chain

    Raises
    ------
    UserError
        One is neither dense nor an activation nor a normalisation.
    """
    chain = Chain(where)
    for module in modules:
        _apply(module, chain, where)
    return chain


def _apply(module: Record, chain: Chain, where: str) -> None:
    kind = module.name.rpartition(".")[2]
    if module.name == _LINEAR:
        bias = _parameter(module, "bias", where)
        weight = _parameter(module, "weight", where)
        if weight is None:
            raise UserError(f"{where} holds a dense layer without weights")
        chain.dense(weight.T, bias)
    elif kind == "BatchNorm1d":
        chain.affine(*_normalisation(module, where))
    elif kind == "LeakyReLU":
        chain.activate(
            activation_text(LeakyReLU(float(_state(module).get("negative_slope", 0.01))))
        )
    elif kind in _ACTIVATIONS:
        chain.activate(_ACTIVATIONS[kind])
    elif kind.startswith("Conv"):
        raise UserError(convolution(where))
    elif kind not in _WITHOUT_EFFECT:
        raise UserError(f"{where} has a layer of the kind {kind}; dense layers are accepted")


def _normalisation(module: Record, where: str) -> tuple[Any, Any]:
    """Factor and offset of a batch normalisation as it is applied after training."""
    mean = _parameter(module, "running_mean", where)
    variance = _parameter(module, "running_var", where)
    if mean is None or variance is None:
        raise UserError(f"{where} normalises each batch by itself; fixed means are accepted")
    gamma, beta = _parameter(module, "weight", where), _parameter(module, "bias", where)
    epsilon = float(_state(module).get("eps", 1e-5))
    factor = (1.0 if gamma is None else gamma) / np.sqrt(variance.astype(np.float64) + epsilon)
    return factor, (0.0 if beta is None else beta) - mean * factor


def _parameter(module: Record, name: str, where: str) -> Any:
    """One array of a module; None where it has none."""
    state = _state(module)
    for place in ("_parameters", "_buffers"):
        held = state.get(place)
        found = held.get(name) if isinstance(held, dict) else None
        if isinstance(found, Tensor):
            array = found.file_array(name)
            if array is None:
                raise UserError(f"{where}: {name} holds no floats")
            return array.read()
    return None


def _state(module: Record) -> dict[str, Any]:
    return module.state if isinstance(module.state, dict) else {}


def _children(module: Record) -> list[Record]:
    held = _state(module).get("_modules")
    return (
        [one for one in held.values() if isinstance(one, Record)] if isinstance(held, dict) else []
    )


def _below(value: Any, depth: int) -> Iterator[Record]:
    """A record and all modules in it; of a dict, of its values."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, Record):
        yield value
        for child in _children(value):
            yield from _below(child, depth + 1)
    elif isinstance(value, dict):
        for inner in value.values():
            if isinstance(inner, Record):
                yield from _below(inner, depth + 1)


def _flat(module: Record, depth: int) -> Iterator[Record]:
    """The modules of a sequence, and of sequences in it."""
    for child in _children(module):
        if child.name == _SEQUENTIAL and depth < _MAX_DEPTH:
            yield from _flat(child, depth + 1)
        else:
            yield child
