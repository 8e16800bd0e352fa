"""Names the classes of data sets that number them: by a mapping beside, or by the set's own name.

EMNIST: G. Cohen et al., "EMNIST: an extension of MNIST to handwritten letters" (2017).
Fashion-MNIST: H. Xiao et al. (2017). Kuzushiji-MNIST: T. Clanuwat et al. (2018).
"""

import string
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.data.picture_kind import DIGITS, PictureKind
from mnistgui.data.readers.names import words_of
from mnistgui.data.readers.paths import files_in
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError

_MAX_MAPPING_BYTES = 1 << 14
_SMALL_UNLIKE_CAPITALS = "abdefghnqrt"
_MERGED = (*DIGITS, *string.ascii_uppercase, *_SMALL_UNLIKE_CAPITALS)

_SAYS_NOTHING = frozenset(
    ["raw", "train", "test", "images", "labels", "idx", "1", "3", "ubyte", "gz"]
)

# Words that stand in a path of the set, and the names of its labels from the first on.
KNOWN: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("emnist", "letters"): tuple(string.ascii_uppercase),
    ("emnist", "balanced"): _MERGED,
    ("emnist", "bymerge"): _MERGED,
    ("emnist", "byclass"): (*DIGITS, *string.ascii_uppercase, *string.ascii_lowercase),
    ("fashion",): (
        "T-shirt",
        "trousers",
        "pullover",
        "dress",
        "coat",
        "sandal",
        "shirt",
        "sneaker",
        "bag",
        "boot",
    ),
    ("kuzushiji",): ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
    ("kmnist",): ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
}


def with_names(dataset: Dataset, path: Path) -> Dataset:
    """Give classes that are numbered the names that a mapping or the set's name tells.

    Parameters
    ----------
    dataset : Dataset
    path : pathlib.Path
        The file or folder that it was read from.

    Returns
    -------
    Dataset
        The same where classes have names, or nothing tells any.

    Raises
    ------
    UserError
        A mapping beside is damaged.
    """
    numbers = dataset.kind.class_names
    if not all(name.isdecimal() for name in numbers):
        return dataset
    known = _mapped(path, numbers) or _known(path, numbers)
    if known is None:
        return dataset
    names, source = known
    PictureKind(dataset.kind.side, names)
    train, test = (replace(part, class_names=names) for part in (dataset.train, dataset.test))
    note = f"classes are named {', '.join(names)}, as {source} has them"
    return replace(dataset, train=train, test=test, notes=(*dataset.notes, note))


def _known(path: Path, numbers: tuple[str, ...]) -> tuple[tuple[str, ...], str] | None:
    """The names of a well-known set that the path speaks of.

    Ten classes may be plain digits in somebody's folder of that name, so that the set's own file or
    folder has to tell them; other numbers of classes are no digits.
    """
    whole = {word for part in path.parts[-4:] for word in words_of(part)}
    words = _telling_words(path) if numbers == DIGITS else whole
    for wanted, names in KNOWN.items():
        if words.issuperset(wanted) and len(names) == len(numbers):
            return names, " ".join(wanted)
    return None


def _telling_words(path: Path) -> set[str]:
    """The words of the name; of the folder above where it is such as ``raw/train-images.idx3``."""
    names = (set(words_of(part)) for part in reversed(path.parts[-3:]))
    return next((words for words in names if not words <= _SAYS_NOTHING), set())


def _mapped(path: Path, numbers: tuple[str, ...]) -> tuple[tuple[str, ...], str] | None:
    """The names in a mapping beside such as EMNIST's: a label and codes of characters a line."""
    found = _mapping_beside(path)
    if found is None:
        return None
    with open_stream(found) as stream:
        lines = stream.up_to(_MAX_MAPPING_BYTES).decode("ascii", "replace").splitlines()
    try:
        pairs = {int(line.split()[0]): chr(int(line.split()[1])) for line in lines if line.strip()}
    except (ValueError, IndexError, OverflowError):
        raise UserError(
            f"{found} is damaged: a line is no label and code of a character, such as '10 65'"
        ) from None
    if all(int(number) in pairs for number in numbers) and numbers != DIGITS:
        return tuple(pairs[int(number)] for number in numbers), found.name
    return None


def _mapping_beside(path: Path) -> Path | None:
    """The mapping whose name shares most with the file's; None where there is none."""
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():  # a place in an archive
        return None
    files = [file for file in files_in(folder) if file.name.lower().endswith("mapping.txt")]
    words = set(words_of(path.name))
    fitting = [file for file in files if path.is_dir() or _set_words(file) <= words]
    return fitting[0] if len(fitting) == 1 else None


def _set_words(mapping: Path) -> set[str]:
    return set(words_of(mapping.name)) - {"mapping", "txt"}
