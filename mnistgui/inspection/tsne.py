"""t-SNE of digits, by scikit-learn where it is installed (van der Maaten and Hinton 2008)."""

import importlib
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.nn.arrays import Array

MOST_DIGITS = 2_000  # t-SNE takes some seconds for so many
_PERPLEXITY = 30.0


def tsne_places(values: Array, seed: int = 0) -> NDArray[np.float64]:
    """Lay points out in a plane so that near ones stay near.

    Parameters
    ----------
    values : ndarray of shape (n_samples, n_dimensions), float32 or float64
        At most :data:`MOST_DIGITS` are worth the time; at least four.
    seed : int

    Returns
    -------
    ndarray of shape (n_samples, 2), float64
        It begins with the principal components, which makes it the same for the same values.

    Raises
    ------
    UserError
        The library is not installed, or the values are not finite.
    """
    if not np.isfinite(values).all():
        raise UserError("this network answers with numbers that are not finite; t-SNE needs others")
    perplexity = min(_PERPLEXITY, (len(values) - 1) / 3)
    method = _library().TSNE(perplexity=perplexity, init="pca", random_state=seed)
    places: NDArray[np.float64] = np.asarray(method.fit_transform(values), np.float64)
    return places


def _library() -> ModuleType:
    try:
        return importlib.import_module("sklearn.manifold")  # an extra, and slow to load
    except ModuleNotFoundError as fault:
        raise UserError(
            "t-SNE needs scikit-learn, which is not installed; "
            "pip install 'mnistgui[map]' brings it"
        ) from fault
