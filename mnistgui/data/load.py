"""Loads digits in any layout, which the content of a file or folder tells."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import MNIST_FINGERPRINT, fingerprint
from mnistgui.data.largest_dataset import LargestDataset
from mnistgui.data.layout import Layout, Splits
from mnistgui.data.layouts import LAYOUTS, accepted_layouts, layout_of
from mnistgui.data.readers.parts import neighbours, telling_part, without_doubles
from mnistgui.data.readers.paths import files_in, is_folder
from mnistgui.errors import UserError, in_one_sentence

_MAX_FOLDER_FILES = 100


@dataclass(frozen=True)
class _Found:
    """Digits, with the place where they were found and what was left out."""

    splits: Splits
    path: Path
    left_out: Sequence[str] = ()
    others: Sequence[Path] = ()


def load_dataset(path: Path | str) -> Dataset:
    """Load digits.

    Parameters
    ----------
    path : path-like
        A file or a folder. Of layouts with several files, one is enough: the others are found
        beside it. Of several data sets in a folder the largest is taken, and what cannot be read
        is left out.

    Returns
    -------
    Dataset
        Named ``"MNIST"`` when it is MNIST to the last pixel, else as the file or folder; of
        several in a folder, as the file.

    Raises
    ------
    UserError
        Nothing is there, or it is damaged, dangerous or of another kind.
    """
    path = Path(path)
    found = _load_folder(path) if is_folder(path) else _load_file(path)
    dataset = Dataset(
        # The absolute path has a name even where "." was given, and holds in any other folder.
        found.path.absolute().name,
        str(found.path.absolute()),
        *found.splits,
        left_out=tuple(found.left_out),
        others=tuple(found.others),
    )
    if fingerprint(dataset) != MNIST_FINGERPRINT:
        return dataset
    return replace(dataset, name="MNIST")


def _load_file(path: Path) -> _Found:
    """Load a file together with the files beside it that belong to the same data set."""
    layout = layout_of(path)
    if layout is None:
        raise UserError(f"{path} is no file of digits; {accepted_layouts()}")
    if not layout.parts_in_several_files:
        return _Found(layout.read((path,), path.parent), path)
    beside, troubles = _layouts(neighbours(path, files_in(path.parent)))
    parts = without_doubles([file for file in beside if beside[file] is layout], path)
    try:
        return _Found(layout.read(parts, path.parent), path)
    except UserError as error:  # what is missing may be what could not be read
        raise UserError(in_one_sentence([str(error), *troubles])) from error


def _load_folder(path: Path) -> _Found:
    """Load a folder that is a data set, or else the largest data set of its files."""
    for layout in LAYOUTS:
        if layout.is_folder is not None and layout.is_folder(path):
            return _Found(layout.read((path,), path), path)
    files = files_in(path)
    if len(files) > _MAX_FOLDER_FILES:
        raise UserError(
            f"{path} holds {len(files):,} files; at most {_MAX_FOLDER_FILES} are looked at"
        )
    layouts, troubles = _layouts(files)
    largest = LargestDataset()
    for file, load in _data_sets(path, layouts):
        try:
            largest.consider(file, load())
        except UserError as error:
            troubles.append(str(error))
    if largest.splits is None:
        nothing = f"{path} holds no digits; {accepted_layouts()}"
        raise UserError(in_one_sentence(troubles or [nothing]))
    if not largest.others:
        return _Found(largest.splits, path, troubles)
    return _Found(
        largest.splits, largest.path, [largest.format_notice(path), *troubles], largest.others
    )


def _layouts(files: Sequence[Path]) -> tuple[dict[Path, Layout], list[str]]:
    """Return the layout of each file that has one, and a sentence for each unreadable file."""
    layouts, troubles = {}, []
    for file in files:
        try:
            layout = layout_of(file)
        except UserError as error:
            troubles.append(str(error))
        else:
            layouts.update({file: layout} if layout else {})
    return layouts, troubles


def _data_sets(
    folder: Path, layouts: Mapping[Path, Layout]
) -> Iterator[tuple[Path, Callable[[], Splits]]]:
    """Yield a file of each data set in a folder, with the function that loads it."""
    for layout in sorted(set(layouts.values()), key=lambda layout: layout.name):
        parts = without_doubles([file for file in layouts if layouts[file] is layout], None)
        if layout.parts_in_several_files:
            yield telling_part(parts), partial(layout.read, parts, folder)
        else:
            yield from ((part, partial(layout.read, (part,), folder)) for part in parts)
