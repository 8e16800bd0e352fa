"""Makes a whole synthetic data set, and keeps it in the user's cache."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from mnistgui.data.dataset import PIXELS, Dataset, Split
from mnistgui.data.synthetic.cache import CacheKey, Splits, SyntheticCache, user_cache_folder
from mnistgui.data.synthetic.writer import synthetic_digits
from mnistgui.reporting import OnProgress

NAME = "Synthetic digits"

_FEWEST_CACHED_DIGITS = 10_000
"""Fewer digits are drawn sooner than a person notices, so they are not cached."""


def synthetic_dataset(
    train: int = 60_000,
    test: int = 10_000,
    *,
    seed: int = 0,
    progress: OnProgress | None = None,
    cache: Path | None = None,
) -> Dataset:
    """Draw a data set, or load the same one from the cache.

    Parameters
    ----------
    train, test : int
        How many digits each split has, at least 1.
    seed : int
        The same seed gives the same digits.
    progress : callable, optional
        Called with ``(digits drawn, digits in all)`` from time to time. What it raises stops the
        drawing; nothing is kept then.
    cache : Path, optional
        Directory the data set is kept in; the user's cache when None.

    Returns
    -------
    Dataset
        Named "Synthetic digits"; train and test are drawn from separate random streams.
    """
    key = CacheKey(train, test, seed)
    cached = train + test >= _FEWEST_CACHED_DIGITS
    cache_files = SyntheticCache(cache or user_cache_folder()) if cached else None
    splits = cache_files.load(key) if cache_files else None
    if splits is None:
        splits = _draw(key, progress or _silent)
        if cache_files:
            cache_files.store(key, splits)
    source = f"drawn by the program with seed {seed}"
    return Dataset(NAME, source, splits[0], splits[1], synthetic=True)


def _draw(key: CacheKey, progress: OnProgress) -> Splits:
    train, test = map(np.random.default_rng, np.random.SeedSequence(key.seed).spawn(2))
    total = key.train + key.test
    learnt_from = _split(key.train, train, lambda done: progress(done, total))
    judged_on = _split(key.test, test, lambda done: progress(key.train + done, total))
    return learnt_from, judged_on


def _split(n: int, rng: np.random.Generator, report: Callable[[int], None]) -> Split:
    """Draw `n` digits and shuffle them."""
    images, labels = np.empty((n, PIXELS), np.uint8), np.empty(n, np.uint8)
    place = rng.permutation(n)
    done = 0
    for batch, digits in synthetic_digits(n, rng):
        rows = place[done : done + len(digits)]
        images[rows], labels[rows] = batch, digits
        done += len(digits)
        report(done)
    return Split(images, labels)


def _silent(done: int, total: int) -> None:
    """Ignore progress."""
