"""Reads folders of pictures: ``train/0/1.png``, ``0/1.jpg``, ``12_7.bmp``, or with a table.

Folders may be named after other classes than digits, too, such as ``train/coat/1.png``.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import DIGITS, PIXELS, SIDE, Split
from mnistgui.data.parts import FoundPart, ReadParts, combined
from mnistgui.data.readers.class_folders import (
    LARGEST_PIXELS,
    class_folders,
    entries_of,
    is_picture,
)
from mnistgui.data.readers.decoding import grey_of_file
from mnistgui.data.readers.limits import check_count
from mnistgui.data.readers.names import Role, role_of
from mnistgui.data.readers.picture_labels import (
    label_of_folder,
    labels_in_names,
    labels_in_tables,
)
from mnistgui.data.readers.sizes import box_for, fitted, to_side
from mnistgui.data.refusals import NoDigitsError
from mnistgui.errors import UserError
from mnistgui.reporting import OnProgress

_FEW_PICTURES = 8  # so many without folders may be anything, such as screenshots
_SAMPLE = 200
_MOST_NAMED = 3
_PROGRESS_EVERY = 200

Picture = tuple[int, str]  # label and path


@dataclass(frozen=True)
class _Place:
    """A folder that holds the pictures of one part."""

    role: Role | None
    folder: Path


def looks_like(folder: Path) -> bool:
    """Return whether a folder holds labelled pictures.

    Parameters
    ----------
    folder : pathlib.Path
        An existing folder.

    Returns
    -------
    bool

    Raises
    ------
    UserError
        It may not be read, or holds too much to look through.
    """
    return bool(_places(folder))


def read(folder: Path, progress: OnProgress) -> ReadParts:
    """Read all pictures.

    Parameters
    ----------
    folder : pathlib.Path
        One that :func:`looks_like` knows.
    progress : callable
        Told how many of how many are read.

    Returns
    -------
    ReadParts
        Digits in the order of the numbers that their files are called by.

    Raises
    ------
    UserError
        There are no pictures, or none that can be read.
    """
    found = [(place, _pictures(place.folder)) for place in _places(folder)]
    total, done = sum(len(pictures) for _, pictures in found), 0
    notes: list[str] = []
    parts = []
    for place, pictures in found:
        check_count(len(pictures), str(place.folder))
        start = done

        def show(read: int, start: int = start) -> None:
            progress(start + read, total)

        parts.append(
            FoundPart(place.role, str(place.folder), _split(pictures, place.folder, notes, show))
        )
        done += len(pictures)
    return combined(parts, notes, str(folder))


def why_unlabelled(folder: Path) -> str:
    """Say why the pictures of a folder are no digits.

    Parameters
    ----------
    folder : pathlib.Path
        One that :func:`looks_like` does not know.

    Returns
    -------
    str
        The end of a sentence that begins with the folder; empty where there are no pictures.

    Raises
    ------
    UserError
        It may not be read, or holds too much to look through.
    """
    entries = entries_of(folder)
    count = sum(map(is_picture, entries))
    if count >= _FEW_PICTURES:
        return (
            f"holds {count:,} pictures, but nothing tells which digits they show; folders 0 to 9, "
            "labels in the names of files, or a table of names and labels are accepted"
        )
    inner = sorted(e.name for e in entries if e.is_dir() and _has_picture(Path(e.path)))
    if len(inner) < 2:
        return ""
    return (
        f"holds folders of pictures named {', '.join(inner[:_MOST_NAMED])} and the like, which are "
        "no digits; folders 0 to 9 are accepted, and for 2 to 62 other classes folders with their "
        f"names that hold nothing but pictures of at most {LARGEST_PIXELS} pixels a side"
    )


def _places(folder: Path) -> list[_Place]:
    """The folder of each part; the folder itself where it has no parts."""
    inner = [entry for entry in entries_of(folder) if entry.is_dir()]
    by_role = [
        _Place(role, place)
        for entry in sorted(inner, key=lambda entry: entry.name)
        if (role := role_of(entry.name)) and (place := _holder(Path(entry.path), 1))
    ]
    if by_role:
        return by_role
    return [_Place(None, folder)] if _holder(folder, 0) else []


def _holder(folder: Path, depth: int) -> Path | None:
    """The folder, or the only one in it, that holds labelled pictures."""
    entries = entries_of(folder)
    inner = [entry for entry in entries if entry.is_dir()]
    labels = {label_of_folder(entry.name) for entry in inner} - {None}
    if len(labels) > 1 and any(_has_picture(Path(entry.path)) for entry in inner):
        return folder
    if class_folders(folder):
        return folder
    names = [entry.name for entry in entries if is_picture(entry)]
    if len(names) >= _FEW_PICTURES and _labels_of(folder, names) is not None:
        return folder
    return _holder(Path(inner[0].path), depth - 1) if depth and len(inner) == 1 else None


def _has_picture(folder: Path) -> bool:
    return any(is_picture(entry) for entry in entries_of(folder))


def _labels_of(folder: Path, names: Sequence[str]) -> dict[str, int] | None:
    """Return the label of each picture in a folder, by a table near it or by its name."""
    found = labels_in_tables([folder, *folder.parents[:2]], names) or labels_in_names(names)
    return dict(found) if found else None


def _pictures(folder: Path) -> list[Picture]:
    """Label and path of each picture, in order."""
    entries = entries_of(folder)
    names = [entry.name for entry in entries if is_picture(entry)]
    labels = _labels_of(folder, names) if len(names) >= _FEW_PICTURES else None
    names_of_classes = class_folders(folder)
    found = [(label, os.path.join(folder, name)) for name, label in (labels or {}).items()]  # noqa: PTH118 - Path objects of 100,000 files take long
    for entry in entries:
        label = _label(entry, names_of_classes)
        if label is not None and not labels:
            inner = entries_of(Path(entry.path))
            found += [(label, picture.path) for picture in inner if is_picture(picture)]
    return sorted(found, key=_order)


def _label(entry: os.DirEntry[str], class_names: tuple[str, ...]) -> int | None:
    """The label of the pictures in a folder; None for anything else."""
    if not entry.is_dir():
        return None
    return class_names.index(entry.name) if class_names else label_of_folder(entry.name)


def _order(picture: Picture) -> tuple[bool, int, str, int]:
    """Sort by the number a file is called by, which usually is its place in the data set."""
    label, path = picture
    stem = Path(path).stem
    number = int(stem) if stem.isascii() and stem.isdigit() and len(stem) < 20 else None
    return number is None, number or 0, stem, label


def _split(
    pictures: Sequence[Picture], folder: Path, notes: list[str], show: Callable[[int], None]
) -> Split:
    """Decode all pictures of a part; those that cannot be read are named and left out."""
    bad: list[str] = []
    fit = _Fit(_decoded(pictures[:: max(1, len(pictures) // _SAMPLE)], []))
    labels, images = [], []
    for place, (label, grey) in enumerate(_decoded(pictures, bad)):
        if place % _PROGRESS_EVERY == 0:
            show(place)
        labels.append(label)
        images.append(fit.apply(grey))
    if not images:
        raise NoDigitsError(f"{folder} has no picture that can be read: {bad[0]}")
    if bad:
        more = f" and {len(bad) - _MOST_NAMED:,} more" if len(bad) > _MOST_NAMED else ""
        notes.append(f"left out: {'; '.join(bad[:_MOST_NAMED])}{more}")
    sized, told = fit.finish(images, str(folder))
    notes += told
    names = class_folders(folder)
    if names:
        note = f"classes are named as the folders are: {', '.join(names)}"
        notes += [] if note in notes else [note]
    return Split(sized, np.array(labels, np.uint8), names or DIGITS)


def _decoded(
    pictures: Iterable[Picture], bad: list[str]
) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Label and grey pixels of each picture that can be read."""
    for label, path in pictures:
        try:
            grey = grey_of_file(Path(path))
        except UserError as error:
            bad.append(str(error))
            continue
        yield label, grey


class _Fit:
    """How the pictures of one part come to have one size."""

    def __init__(self, sample: Iterable[tuple[int, NDArray[np.uint8]]]) -> None:
        shapes: dict[tuple[int, ...], list[NDArray[np.uint8]]] = {}
        for _, grey in sample:
            shapes.setdefault(grey.shape, []).append(grey)
        commonest = max(shapes.values(), key=len, default=[np.zeros((SIDE, SIDE), np.uint8)])
        self._side = len(commonest[0])
        square = commonest[0].shape == (self._side, self._side)
        self._alike = len(shapes) <= 1 and square and self._side <= 2 * SIDE
        self._box = box_for(np.array(commonest))

    def apply(self, grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """One picture as it is kept until all are read."""
        side = self._side if self._alike else SIDE
        if grey.shape == (side, side):
            return grey
        return fitted(grey, side if self._alike else self._box, side)

    def finish(
        self, images: Sequence[NDArray[np.uint8]], where: str
    ) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
        """All pictures as rows of 784 pixels, and what was done to them."""
        stacked = np.array(images)
        if self._alike:
            return to_side(stacked, where)
        note = f"{where}: pictures of other sizes were brought to {SIDE} x {SIDE} pixels"
        return stacked.reshape(-1, PIXELS), (note,)
