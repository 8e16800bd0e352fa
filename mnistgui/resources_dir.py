"""Finds the files that come with the program: default model, icons, texts."""

from pathlib import Path


def resource(name: str) -> Path:
    """Path of a file in ``resources/``.

    In a wheel the folder lies inside the package; in a checkout beside it.

    Parameters
    ----------
    name : str
        Path inside the folder, such as ``"default-model.h5"``.

    Returns
    -------
    pathlib.Path
        An existing file or folder.

    Raises
    ------
    FileNotFoundError
        The program's own installation is incomplete.
    """
    package = Path(__file__).parent
    for folder in (package / "resources", package.parent / "resources"):
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name} is missing from the installed resources")
