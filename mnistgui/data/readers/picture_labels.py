"""Which digits pictures show: by the names of folders or files, or by a table beside them."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath

from mnistgui.data.dataset import CLASSES
from mnistgui.data.readers.ignored import is_ignored
from mnistgui.data.readers.label_words import WORDS, digit_of_text
from mnistgui.data.readers.limits import MAX_SAMPLES
from mnistgui.data.readers.names import words_of
from mnistgui.data.readers.paths import entries_in
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError

_PLAIN = frozenset({"digit", "digits", "number", "num", "class", "label", "n", "d", "no"})
_NUMBER = re.compile(r"\d+")
_NAMED = re.compile(r"(?:label|class|digit|lbl|target|gt|num|is)[-_= ]*(\d+)", re.IGNORECASE)
_MAX_TABLE_BYTES = 32 << 20
_MOST_TABLES = 20
_TABLES = (".csv", ".tsv", ".txt")

Labels = Mapping[str, int]


def label_of_folder(name: str) -> int | None:
    """The digit that a folder is called after.

    Parameters
    ----------
    name : str
        Such as ``"7"``, ``"digit_7"``, ``"seven"`` or ``"07"``.

    Returns
    -------
    int or None
    """
    words = words_of(name)
    digits = {int(word) for word in words if word.isdigit()}
    digits |= {WORDS.index(word) for word in words if word in WORDS}
    others = [w for w in words if not w.isdigit() and w not in WORDS and w not in _PLAIN]
    if others or len(digits) != 1 or not digits <= set(range(CLASSES)):
        return None
    return digits.pop()


def labels_in_names(names: Sequence[str]) -> Labels | None:
    """The digits that files are called after.

    Parameters
    ----------
    names : sequence of str
        Of all pictures in a folder, such as ``"0_5.png"``, of which the last number is the digit.

    Returns
    -------
    mapping of str to int or None
        None where they tell none.
    """
    stems = [PurePath(name).stem for name in names]
    for find in _PLACES:
        found = [find(stem) for stem in stems]
        if all(text is not None and len(text) == 1 for text in found) and len(set(found)) > 1:
            return {name: int(text or 0) for name, text in zip(names, found, strict=True)}
    return None


def _named(stem: str) -> str | None:
    match = _NAMED.search(stem)
    return match[1] if match else None


def _last(stem: str) -> str | None:
    numbers: list[str] = _NUMBER.findall(stem)
    return numbers[-1] if len(numbers) > 1 else None


def _first(stem: str) -> str | None:
    match = _NUMBER.search(stem)
    return match[0] if match else None


_PLACES: tuple[Callable[[str], str | None], ...] = (_named, _last, _first)


def labels_in_tables(folders: Sequence[Path], names: Sequence[str]) -> Labels | None:
    """The digits that a table of names and labels beside pictures tells.

    Parameters
    ----------
    folders : sequence of pathlib.Path
        Where a table may lie, the likeliest place first.
    names : sequence of str
        Of all pictures in a folder.

    Returns
    -------
    mapping of str to int or None
        Of at least half of the pictures; None where no table has them.

    Raises
    ------
    UserError
        A folder may not be read.
    """
    by_stem = {PurePath(name).stem: name for name in names} | {name: name for name in names}
    for folder in folders:
        entries = entries_in(folder, MAX_SAMPLES)
        tables = sorted(e.path for e in entries if e.name.lower().endswith(_TABLES) and e.is_file())
        for path in map(Path, tables[:_MOST_TABLES]):
            if not is_ignored(path.name):
                found = _in_table(path, by_stem)
                if 2 * len(found) >= len(names):
                    return found
    return None


def _in_table(path: Path, names: Mapping[str, str]) -> dict[str, int]:
    """The labels of those pictures that a table names; none where it is no such table."""
    with open_stream(path) as stream:
        data = stream.up_to(_MAX_TABLE_BYTES)
    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    first = text.partition("\n")[0]
    delimiter = max(",;\t ", key=first.count)
    found = {}
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True):
            named = [(i, names[key]) for i, cell in enumerate(row) if (key := _key(cell)) in names]
            for place, name in named[:1]:
                label = _label([cell for i, cell in enumerate(row) if i != place])
                if label is not None:
                    found[name] = label
    except csv.Error:  # a text that is no table tells no labels
        return {}
    return found


def _key(cell: str) -> str:
    """The name of a picture, without the folder that a table may give."""
    # Tables of a million cells may lie near: a path made of each would take half a minute.
    return cell.strip().replace("\\", "/").rstrip("/").rpartition("/")[2]


def _label(cells: Sequence[str]) -> int | None:
    """The one digit among the other cells of a row."""
    for cell in reversed(cells):
        try:
            value = digit_of_text(cell, "")
        except UserError:  # another column
            continue
        if value in range(CLASSES):
            return int(value)
    return None
