"""Finds the files of training digits and of test digits in a folder."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mnistgui.errors import UserError

_TRAIN = re.compile("train", re.IGNORECASE)
_TEST = re.compile("test|t10k", re.IGNORECASE)


@dataclass(frozen=True)
class SplitFile:
    """A file with the images, the labels or both of one split.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    size : int
        How large it is, in digits or in bytes; the training part is the larger one.
    """

    path: Path
    size: int


def train_and_test(
    parts: Sequence[SplitFile], what: str, folder: Path
) -> tuple[SplitFile, SplitFile]:
    """Find the training part and the test part, by name or else by size.

    Parameters
    ----------
    parts : sequence of SplitFile
        All candidates.
    what : str
        What they hold, for sentences, such as ``"IDX images"``.
    folder : pathlib.Path
        Where they were found, for sentences.

    Returns
    -------
    tuple of SplitFile
        ``(train, test)``.

    Raises
    ------
    UserError
        One is missing, or there are several.
    """
    train = [part for part in parts if _TRAIN.search(part.path.name)]
    test = [part for part in parts if _TEST.search(part.path.name) and part not in train]
    if len(train) == len(test) == 1:
        return train[0], test[0]
    if not train and not test and len(parts) == 2 and parts[0].size != parts[1].size:
        smaller, larger = sorted(parts, key=lambda part: part.size)
        return larger, smaller
    names = ", ".join(sorted(part.path.name for part in parts)[:5]) or "nothing"
    if len(parts) > 5:
        names += f" and {len(parts) - 5} more"
    raise UserError(
        f"{folder} holds {names} as {what}; one file with 'train' and one with 'test' or 't10k' "
        "in its name are accepted"
    )


def telling_part(paths: Sequence[Path]) -> Path:
    """Return the file after which a data set of several files is named.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        All of its files, at least one.

    Returns
    -------
    pathlib.Path
        The first with training digits, as far as names tell.
    """
    return next((path for path in paths if _TRAIN.search(path.name)), paths[0])


def without_doubles(paths: Sequence[Path], preferred: Path | None) -> list[Path]:
    """Keep one of each file that lies there both raw and as ``.gz``.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        Files of one folder.
    preferred : pathlib.Path, optional
        Kept in any case; otherwise the raw file is.

    Returns
    -------
    list of pathlib.Path
    """
    kept: dict[str, Path] = {}
    for path in sorted(paths, key=lambda path: (path == preferred, path.suffix != ".gz")):
        kept[path.name.removesuffix(".gz")] = path
    return sorted(kept.values())


def neighbours(path: Path, files: Sequence[Path]) -> list[Path]:
    """List the files that can belong to the same data set as a given file.

    Parameters
    ----------
    path : pathlib.Path
        The file a person chose.
    files : sequence of pathlib.Path
        All files in its folder.

    Returns
    -------
    list of pathlib.Path
        The given file and, when its name tells its part, those whose names do too; else all.
    """

    def tells_part(file: Path) -> bool:
        return bool(_TRAIN.search(file.name) or _TEST.search(file.name))

    return [file for file in files if file == path or tells_part(file) or not tells_part(path)]
