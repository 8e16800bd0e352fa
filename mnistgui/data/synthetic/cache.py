"""Caches synthetic data sets until the code that draws them changes."""

import hashlib
import logging
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import platformdirs

import mnistgui.data.synthetic
import mnistgui.ink
from mnistgui.atomic import replacing
from mnistgui.data.dataset import Split
from mnistgui.errors import UserError

_UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile)
_log = logging.getLogger(__name__)

Splits = tuple[Split, Split]


@dataclass(frozen=True)
class CacheKey:
    """The key of a cached data set.

    Parameters
    ----------
    train, test : int
        How many digits each split has.
    seed : int
        Where the random numbers start.
    """

    train: int
    test: int
    seed: int


@dataclass(frozen=True)
class SyntheticCache:
    """A directory with one file for each synthetic data set.

    Parameters
    ----------
    directory : Path
        It is made when the first data set is stored.
    """

    directory: Path

    def load(self, key: CacheKey) -> Splits | None:
        """Read a data set from the cache.

        Parameters
        ----------
        wanted : CacheKey
            Which one.

        Returns
        -------
        tuple of Split, or None
            Train and test; None when it is not there, was drawn by another version of the
            program or cannot be read, so that it has to be drawn.
        """
        try:
            with self._path(key).open("rb") as file, np.load(file, allow_pickle=False) as kept:
                splits = (
                    Split(kept["train_images"], kept["train_labels"]),
                    Split(kept["test_images"], kept["test_labels"]),
                )
        except FileNotFoundError:
            return None
        except _UNREADABLE as error:
            _log.warning("drawing the synthetic digits again, as the kept ones fail: %s", error)
            return None
        whole = tuple(map(len, splits)) == (key.train, key.test)
        return splits if whole else None

    def store(self, key: CacheKey, splits: Splits) -> None:
        """Write a data set to the cache, and delete those that an older program drew.

        Parameters
        ----------
        wanted : CacheKey
            Which one it is.
        splits : tuple of Split
            Train and test. Where they cannot be written they are not kept, which is logged.
        """
        train, test = splits
        path = self._path(key)
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            for outdated in self.directory.glob(f"{_stem(key)}-*.npz"):
                outdated.unlink(missing_ok=True)
            with replacing(path) as new, new.open("wb") as file:
                np.savez(
                    file,
                    train_images=train.images,
                    train_labels=train.labels,
                    test_images=test.images,
                    test_labels=test.labels,
                )
        except (OSError, UserError) as error:
            _log.warning("the synthetic digits are not kept for next time: %s", error)

    def _path(self, key: CacheKey) -> Path:
        return self.directory / f"{_stem(key)}-{_version()}.npz"


def user_cache_folder() -> Path:
    """Return the folder for files that the program can make again."""
    return Path(platformdirs.user_cache_dir("mnistgui"))


def _stem(key: CacheKey) -> str:
    return f"synthetic-{key.train}-{key.test}-{key.seed}"


@cache
def _version() -> str:
    """Return a short hash of the code that draws."""
    digest = hashlib.sha256()
    for room in (mnistgui.data.synthetic, mnistgui.ink):
        for file in sorted(Path(room.__path__[0]).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
