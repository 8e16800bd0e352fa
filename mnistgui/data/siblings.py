"""Finds out which files of a folder belong to one data set, and which are no digits at all."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from mnistgui.data.foreign import foreign_file
from mnistgui.data.layout import Layout
from mnistgui.data.layouts import LAYOUTS, layout_of
from mnistgui.data.readers.ignored import is_ignored
from mnistgui.data.readers.names import Role, names_images, names_labels, role_of, set_of
from mnistgui.errors import UserError

Layouts = dict[Path, Layout]


def layouts_in(files: Sequence[Path]) -> tuple[Layouts, list[str]]:
    """Recognise files.

    Parameters
    ----------
    files : sequence of pathlib.Path
        Of one folder.

    Returns
    -------
    dict of Path to Layout
        Those that have a layout.
    list of str
        A sentence for each file that cannot be read, or is something else than its name says.
    """
    layouts: Layouts = {}
    troubles = []
    for file in files:
        if is_ignored(file.name):
            continue
        try:
            layout = layout_of(file)
            what = "" if layout else foreign_file(file)
        except UserError as error:
            troubles.append(str(error))
            continue
        if layout:
            layouts[file] = layout
        elif what and _promises_digits(file):
            troubles.append(f"{file} {what}")
    return layouts, troubles


def _promises_digits(file: Path) -> bool:
    """Return whether the name of a file is one that digits have."""
    patterns = (pattern for row in LAYOUTS for pattern in row.patterns)
    return any(fnmatch(file.name.lower(), pattern) for pattern in patterns)


def group_of(path: Path, layouts: Mapping[Path, Layout]) -> list[Path]:
    """List the files that can belong to the same data set as a given file.

    Parameters
    ----------
    path : pathlib.Path
        One of the files.
    layouts : mapping of Path to Layout
        All files of its folder that have a layout.

    Returns
    -------
    list of pathlib.Path
        With the given file: those of its layout whose names differ in the part, or in saying
        images or labels; where a data set usually is several files and no name tells anything,
        all of these.
    """
    same = [file for file in layouts if layouts[file] is layouts[path]]
    if not _tells(path):
        silent = [file for file in same if not _tells(file)]
        together = silent if layouts[path].parts_in_several_files else [path]
    else:
        together = [
            file for file in same if _tells(file) and set_of(file.name) == set_of(path.name)
        ]
    if len(together) == 1 and layouts[path].parts_in_several_files:
        together = same
    return _without_doubles(together, path)


def groups_in(layouts: Mapping[Path, Layout]) -> Iterator[list[Path]]:
    """Divide files into data sets.

    Parameters
    ----------
    layouts : mapping of Path to Layout
        All files of a folder that have a layout.

    Yields
    ------
    list of pathlib.Path
        The files of one data set, by the names of layouts and of files.
    """
    left = sorted(layouts, key=lambda path: (layouts[path].name, path))
    while left:
        group = group_of(left[0], {path: layouts[path] for path in left})
        packed_too = {
            path
            for path in left
            if path.name.removesuffix(".gz") in {kept.name.removesuffix(".gz") for kept in group}
        }
        left = [path for path in left if path not in packed_too]
        yield group


def telling_file(paths: Sequence[Path]) -> Path:
    """The file that a data set of several is called after.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        All of its files, at least one.

    Returns
    -------
    pathlib.Path
        The first with training digits, as far as names tell.
    """
    return next((path for path in paths if role_of(path.name) is Role.TRAIN), paths[0])


def _without_doubles(paths: Sequence[Path], preferred: Path) -> list[Path]:
    """Keep one of each file that lies there raw and as ``.gz``: the preferred or the raw one."""
    kept: dict[str, Path] = {}
    for path in sorted(paths, key=lambda path: (path == preferred, path.suffix != ".gz")):
        kept[path.name.removesuffix(".gz")] = path
    return sorted(kept.values())


def _tells(path: Path) -> bool:
    """Return whether a name tells a part, or images or labels."""
    return bool(role_of(path.name)) or names_images(path.name) or names_labels(path.name)
