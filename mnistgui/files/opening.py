"""Opens files that were given together; a damaged one does not stop the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.data.layouts import layout_of
from mnistgui.data.readers.paths import is_folder
from mnistgui.data.siblings import group_of
from mnistgui.errors import UserError
from mnistgui.files.content import Content
from mnistgui.files.lesson_card import load_card
from mnistgui.files.models import load_settled
from mnistgui.files.picture_strokes import load_picture_strokes
from mnistgui.files.recognize import recognize
from mnistgui.files.run_file import load_run
from mnistgui.ink.jsonl import read_drawings

_LOADERS: dict[Content, Callable[[Path], object]] = {
    Content.RUN: load_run,
    Content.CARD: load_card,
    Content.STROKES: read_drawings,
    Content.PICTURE: load_picture_strokes,
}


@dataclass(frozen=True)
class Opened:
    """The content of a file.

    Parameters
    ----------
    content : Content
        Anything but digits.
    path : Path
        The file.
    loaded : object
        The object that its loader returned.
    """

    content: Content
    path: Path
    loaded: object


@dataclass
class Opening:
    """The result of opening several files.

    Attributes
    ----------
    opened : list of Opened
        In the order given.
    digits : list of Path
        One of each data set; they are still to be loaded, which takes longer.
    troubles : list of str
        A sentence for each file that could not be opened.
    """

    opened: list[Opened] = field(default_factory=list)
    digits: list[Path] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def open_together(
    paths: Sequence[Path],
    progress: Callable[[int, int], None],
    digits: Dataset | None = None,
) -> Opening:
    """Look into files, and load what is no data set.

    Parameters
    ----------
    paths : sequence of Path
        Files of any kind, or folders of digits.
    progress : callable
        Called with the number of files that are done, and with the number of all.
    digits : Dataset, optional
        Digits at hand, on which is tried what a file of weights leaves open.

    Returns
    -------
    Opening
        All runs, and the first readable file of each other kind, of which one is open at a time.
    """
    opening = Opening()
    for place, path in enumerate(paths):
        progress(place, len(paths))
        try:
            _open(path, opening, digits)
        except UserError as error:
            opening.troubles.append(str(error))
    return opening


def _open(path: Path, opening: Opening, digits: Dataset | None) -> None:
    content = recognize(path)
    if content is Content.DIGITS:
        if not any(_belong_together(path, other) for other in opening.digits):
            opening.digits.append(path)
        return
    if content is not Content.RUN and any(one.content is content for one in opening.opened):
        raise UserError(f"{path} is left out: one {content.value} file is opened at a time")
    weights = content is Content.WEIGHTS
    loaded = load_settled(path, digits) if weights else _LOADERS[content](path)
    opening.opened.append(Opened(content, path, loaded))


def _belong_together(path: Path, other: Path) -> bool:
    """Return whether both are parts of one dataset, which can be loaded from any of them."""
    if path.parent != other.parent or is_folder(path) or is_folder(other):
        return False
    layouts = {file: layout for file in (path, other) if (layout := layout_of(file))}
    return len(layouts) == 2 and path in group_of(other, layouts)
