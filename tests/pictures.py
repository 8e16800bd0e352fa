"""Small sets of pictures that are no digits: any number of classes, any size."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset, Split


def made_dataset(class_names: tuple[str, ...], side: int, each: int = 8) -> Dataset:
    """Pictures of patterns, one a class, with noise; every class equally often in both parts."""
    rng = np.random.default_rng(len(class_names) * side)
    patterns = rng.random((len(class_names), side * side)) < 0.3
    train, test = (_split(patterns, class_names, n, rng) for n in (each, 2))
    return Dataset("made", "by the test", train, test)


def _split(
    patterns: NDArray[np.bool_], class_names: tuple[str, ...], each: int, rng: np.random.Generator
) -> Split:
    labels = np.tile(np.arange(len(patterns), dtype=np.uint8), each)
    kept = rng.random((len(labels), patterns.shape[1])) < 0.9
    return Split(np.where(patterns[labels] & kept, 255, 0).astype(np.uint8), labels, class_names)


def letters(count: int) -> tuple[str, ...]:
    """The names of some classes, in order."""
    return tuple(f"class {place:02}" for place in range(count))
