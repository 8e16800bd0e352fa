"""Loads digits from any layout, found out from the content of a file, a folder or an archive."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from mnistgui.data.class_names import with_names
from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import MNIST_FINGERPRINT, fingerprint
from mnistgui.data.foreign import foreign_file, what_else
from mnistgui.data.in_archive import archive_in, load_archive
from mnistgui.data.in_folder import load_folder
from mnistgui.data.layout import Layout
from mnistgui.data.layouts import accepted_layouts, layout_of
from mnistgui.data.located import Located
from mnistgui.data.parts import ReadParts
from mnistgui.data.readers.names import role_of
from mnistgui.data.readers.paths import files_in, is_folder
from mnistgui.data.readers.sizes import sizes_kept
from mnistgui.data.refusals import NoDigitsError
from mnistgui.data.siblings import group_of, layouts_in
from mnistgui.errors import UserError, in_one_sentence
from mnistgui.reporting import OnProgress, no_report

_MAX_ARCHIVES = 2  # an archive in an archive, as competitions pack their tables
_MAX_DEPTH = 3  # data/MNIST/raw is two folders down


def load_dataset(
    path: Path | str, progress: OnProgress = no_report, *, keep_size: bool = False
) -> Dataset:
    """Load digits.

    Parameters
    ----------
    path : path-like
        A file, a folder, an archive, or a place in an archive. Of layouts with several files, one
        is enough: the others are found beside it. Of several data sets in a folder the largest is
        taken, and what cannot be read is left out; where there is none, folders below are looked
        at.
    progress : callable
        Told how much of how much is done, and may raise to end it.
    keep_size : bool
        Whether pictures of another size than 28 x 28 keep it.

    Returns
    -------
    Dataset
        Named ``"MNIST"`` when it is MNIST to the last pixel, else as the file or folder; of
        several in a folder, as the file.

    Raises
    ------
    ChoiceNeededError
        Several data sets are there of which none is likelier than the others.
    UserError
        Nothing is there, or it is damaged, dangerous or of another kind.
    """
    with sizes_kept(kept=keep_size):
        found = _load(_MAX_DEPTH, _MAX_ARCHIVES, Path(path), progress)
    dataset = Dataset(
        # The absolute path has a name even where "." was given, and holds in any other folder.
        found.path.absolute().name,
        str(found.path.absolute()),
        found.parts.train,
        found.parts.test,
        notes=found.parts.notes,
        left_out=tuple(found.left_out),
        others=tuple(found.others),
    )
    if fingerprint(dataset) != MNIST_FINGERPRINT:
        return with_names(dataset, found.path.absolute())
    return replace(dataset, name="MNIST")


def _load(depth: int, archives: int, path: Path, progress: OnProgress) -> Located:
    """Load from whatever a path names; so many folders and archives may be gone into."""
    if is_folder(path):
        below = partial(_load, depth - 1, archives) if depth else None
        return load_folder(path, below, progress)
    archive = archive_in(path)
    if archive and archives and not (archive[0] == path and foreign_file(path)):
        return load_archive(*archive, partial(_load, depth, archives - 1), progress)
    return _load_file(path, progress)


def _load_file(path: Path, progress: OnProgress) -> Located:
    """Load from a file, together with the ones beside it that belong to it."""
    layout = layout_of(path)
    if layout is None:
        raise NoDigitsError(what_else(path, accepted_layouts()))
    beside, troubles = layouts_in([file for file in files_in(path.parent) if file != path])
    group = group_of(path, {**beside, path: layout})
    try:
        return Located(layout.read(group, path.parent, progress), path)
    except UserError as error:
        alone = _whole_by_itself(path, layout, progress) if len(group) > 1 else None
        if alone is not None:  # what lies beside it belongs to something else
            return Located(alone, path)
        # What is missing may be what could not be read.
        raise type(error)(in_one_sentence([*troubles, str(error)])) from error


def _whole_by_itself(path: Path, layout: Layout, progress: OnProgress) -> ReadParts | None:
    """Read a file that holds all parts of a data set; None for any other."""
    try:
        parts = layout.read([path], path.parent, progress)
    except UserError:  # what was wrong with it is told with its group
        return None
    return None if parts.was_split and role_of(path.name) else parts
