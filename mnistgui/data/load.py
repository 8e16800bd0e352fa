"""Loads digits from any layout, found out from the content of a file or folder."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mnistgui.data.choice import Choice
from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.fingerprint import MNIST_FINGERPRINT, fingerprint
from mnistgui.data.readers import hdf5, idx, npz, pickled
from mnistgui.data.readers.kind import Kind, kind_of
from mnistgui.data.readers.parts import (
    Part,
    neighbours,
    telling_part,
    train_and_test,
    without_doubles,
)
from mnistgui.data.readers.paths import files_in, is_folder
from mnistgui.errors import UserError, in_one_sentence

ACCEPTED = (
    "IDX files (raw or .gz), a pair of HDF5 files, Keras' mnist.npz, mnist.pkl.gz, an object .npy "
    "or a folder of PNGs such as Train/0 ... Test/9 are accepted"
)
_MAX_FOLDER_FILES = 100

Splits = tuple[Split, Split]


@dataclass(frozen=True)
class _Found:
    """Digits, where they were found, and what was left out."""

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
        found.path.absolute().name,  # The absolute path has a name even where "." was given.
        str(found.path),
        *found.splits,
        left_out=tuple(found.left_out),
        others=tuple(found.others),
    )
    if fingerprint(dataset) != MNIST_FINGERPRINT:
        return dataset
    return replace(dataset, name="MNIST")


def _load_file(path: Path) -> _Found:
    """Load from a file, together with the ones beside it that belong to it."""
    kind = kind_of(path)
    if kind in _SINGLE:
        return _Found(_SINGLE[kind](path), path)
    if kind not in _SEVERAL:
        raise UserError(f"{path} is no file of digits; {ACCEPTED}")
    beside, troubles = _kinds(neighbours(path, files_in(path.parent)))
    parts = without_doubles([file for file in beside if beside[file] is kind], path)
    try:
        return _Found(_SEVERAL[kind](parts, path.parent), path)
    except UserError as error:  # what is missing may be what could not be read
        raise UserError(in_one_sentence([str(error), *troubles])) from error


def _load_folder(path: Path) -> _Found:
    """Load the largest data set of a folder that can be read."""
    from mnistgui.data.readers import png_tree  # noqa: PLC0415 - Pillow is slow to load

    tree = png_tree.find(path)
    if tree:
        return _Found(png_tree.read(tree), path)
    files = files_in(path)
    if len(files) > _MAX_FOLDER_FILES:
        raise UserError(
            f"{path} holds {len(files):,} files; at most {_MAX_FOLDER_FILES} are looked at"
        )
    kinds, troubles = _kinds(files)
    choice = Choice()
    for file, load in _data_sets(path, kinds):
        try:
            choice.consider(file, load())
        except UserError as error:
            troubles.append(str(error))
    if choice.splits is None:
        raise UserError(in_one_sentence(troubles or [f"{path} holds no digits; {ACCEPTED}"]))
    if not choice.others:
        return _Found(choice.splits, path, troubles)
    return _Found(choice.splits, choice.path, [choice.told(path), *troubles], choice.others)


def _kinds(files: Sequence[Path]) -> tuple[dict[Path, Kind], list[str]]:
    """The layout of each file, and a sentence for each that cannot be read at all."""
    kinds, troubles = {}, []
    for file in files:
        try:
            kinds[file] = kind_of(file)
        except UserError as error:
            troubles.append(str(error))
    return kinds, troubles


def _data_sets(
    folder: Path, kinds: Mapping[Path, Kind]
) -> Iterator[tuple[Path, Callable[[], Splits]]]:
    """A file of each data set that a folder seems to hold, and what loads it."""
    for kind in sorted(set(kinds.values()) - {Kind.UNKNOWN}, key=lambda kind: kind.value):
        parts = without_doubles([file for file in kinds if kinds[file] is kind], None)
        if kind in _SEVERAL:
            yield telling_part(parts), partial(_SEVERAL[kind], parts, folder)
        else:
            yield from ((part, partial(_SINGLE[kind], part)) for part in parts)


def _load_idx(files: Sequence[Path], folder: Path) -> Splits:
    """Load the four IDX files of a folder."""
    headers = {path: idx.IdxFile.inspect(path) for path in files}
    images = [Part(p, h.shape[0]) for p, h in headers.items() if h.holds_images]
    labels = [Part(p, h.shape[0]) for p, h in headers.items() if not h.holds_images]
    image_pair = train_and_test(images, "IDX images", folder)
    label_pair = train_and_test(labels, "IDX labels", folder)
    for image_part, label_part in zip(image_pair, label_pair, strict=True):
        if image_part.size != label_part.size:
            raise UserError(
                f"{image_part.path} holds {image_part.size:,} images but {label_part.path.name} "
                f"{label_part.size:,} labels; equally many are accepted"
            )
    train, test = (
        Split(labels=headers[label.path].read(), images=headers[image.path].read())
        for image, label in zip(image_pair, label_pair, strict=True)
    )
    return train, test


def _load_hdf5(files: Sequence[Path], folder: Path) -> Splits:
    """Load a pair of HDF5 files."""
    parts = [Part(path, path.stat().st_size) for path in files]
    train, test = train_and_test(parts, "HDF5 data", folder)
    return hdf5.read(train.path), hdf5.read(test.path)


_SINGLE: dict[Kind, Callable[[Path], Splits]] = {
    Kind.NPZ: npz.read,
    Kind.NPY: pickled.read_npy,
    Kind.PICKLE: pickled.read_pickle,
}
_SEVERAL: dict[Kind, Callable[[Sequence[Path], Path], Splits]] = {
    Kind.IDX: _load_idx,
    Kind.HDF5: _load_hdf5,
}
