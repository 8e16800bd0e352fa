"""PyTorch's state dicts: batch normalisations among dense layers are taken over by these."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mnistgui.errors import UserError
from mnistgui.files.weights.file_array import FileArray
from mnistgui.nn.arrays import Array

_MEAN, _VARIANCE = "running_mean", "running_var"
_EPSILON = 1e-5  # PyTorch's own, see torch.nn.BatchNorm1d


def with_normalisations(
    arrays: Sequence[FileArray], where: str
) -> tuple[list[FileArray], list[str]]:
    """Have each dense layer take over the batch normalisation that follows it.

    Parameters
    ----------
    arrays : sequence of FileArray
        In the order of the state dict.
    where : str
        The file's name, for sentences.

    Returns
    -------
    list of FileArray
        Weights and biases alone.
    list of str
        What was taken for granted: a state dict does not say on which side of the activation a
        normalisation stands.

    Raises
    ------
    UserError
        A normalisation follows no dense layer of its width.
    """
    prefixes = [one.name.removesuffix(_MEAN) for one in arrays if one.name.endswith(_MEAN)]
    if not prefixes:
        return list(arrays), []
    kept: list[FileArray] = []
    for one in arrays:
        owner = next((p for p in prefixes if _is_of(one.name, p)), None)
        if owner is None:
            kept.append(one)
        elif one.name.endswith(_MEAN):
            parts = {a.name.removeprefix(owner): a for a in arrays if _is_of(a.name, owner)}
            _take_over(kept, parts, where)
    remark = f"{where} has batch normalisations; they are taken to stand before the activations"
    return kept, [remark]


def _is_of(name: str, prefix: str) -> bool:
    return name in {f"{prefix}{end}" for end in ("weight", "bias", _MEAN, _VARIANCE)}


def _take_over(kept: list[FileArray], parts: dict[str, FileArray], where: str) -> None:
    """Change the last dense layer by a normalisation."""
    place = next((i for i in range(len(kept) - 1, -1, -1) if kept[i].is_matrix), None)
    width = parts[_MEAN].length
    if place is None or kept[place].shape[0] != width or _VARIANCE not in parts:
        raise UserError(f"{where} has a batch normalisation that follows no dense layer")
    weights = kept[place]
    own = weights.name.removesuffix("weight") + "bias"
    bias = next((one for one in kept if one.name == own), None)

    def factor() -> Array:
        deviation = np.sqrt(parts[_VARIANCE].read().astype(np.float64) + _EPSILON)
        gamma: Array = parts["weight"].read() / deviation if "weight" in parts else 1 / deviation
        return gamma

    def shifted() -> Array:
        b = 0.0 if bias is None else bias.read().astype(np.float64)
        beta = parts["bias"].read() if "bias" in parts else 0.0
        moved: Array = (b - parts[_MEAN].read()) * factor() + beta
        return moved

    kept[place] = replace(weights, read=lambda: weights.read() * factor()[:, None])
    kept[:] = [one for one in kept if one is not bias]
    kept.append(FileArray(own, (width or 0,), shifted))
