"""Finds the digits at the start: by a path, by the environment, or in the cache."""

import os
from pathlib import Path

from platformdirs import user_cache_path

from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.data.mnist_files import MNIST_FILES
from mnistgui.reporting import OnProgress, no_report

ENVIRONMENT_VARIABLE = "MNISTGUI_DATA"
_SYNTHETIC = Path("synthetic")


def cache_folder() -> Path:
    """Return the folder to which MNIST is downloaded.

    Returns
    -------
    pathlib.Path
        In the person's cache; it need not exist.
    """
    return user_cache_path("mnistgui", appauthor=False) / "mnist"


def find_dataset(
    path: Path | str | None = None,
    progress: OnProgress = no_report,
    *,
    keep_size: bool = False,
) -> Dataset | None:
    """Load the digits a person means.

    Parameters
    ----------
    path : path-like, optional
        What they named; otherwise the environment variable ``MNISTGUI_DATA``, otherwise the
        downloaded MNIST.
    progress : callable
        Told how much of how much is done.
    keep_size : bool
        Whether pictures of another size than 28 x 28 keep it.

    Returns
    -------
    Dataset or None
        None where digits drawn by the program are meant: "synthetic" is named and no file has that
        name, or nothing is named and nothing was downloaded.

    Raises
    ------
    UserError
        What is named or was downloaded cannot be used.
    """
    named = path or os.environ.get(ENVIRONMENT_VARIABLE)
    if named and means_synthetic(Path(named)):
        return None
    if named:
        return load_dataset(named, progress, keep_size=keep_size)
    cache = cache_folder()
    if all((cache / file.name).is_file() for file in MNIST_FILES):
        return load_dataset(cache, progress)
    return None


def means_synthetic(path: Path) -> bool:
    """Return whether a path means synthetic digits, rather than a file of that name."""
    return path == _SYNTHETIC and not path.exists()
