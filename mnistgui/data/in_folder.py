"""Loads a folder: a data set as a whole, the largest one of its files, or one further down."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from mnistgui.data.foreign import foreign_folder, what_else
from mnistgui.data.in_archive import archive_in
from mnistgui.data.largest_dataset import LargestDataset
from mnistgui.data.layout import Layout
from mnistgui.data.layouts import IDX, LAYOUTS, accepted_layouts, unlabelled_pictures
from mnistgui.data.located import Located
from mnistgui.data.parts import ReadParts
from mnistgui.data.readers.ignored import is_ignored
from mnistgui.data.readers.names import role_of, set_of
from mnistgui.data.readers.paths import MAX_FOLDER_ENTRIES, entries_in, files_in
from mnistgui.data.readers.picture_suffixes import SUFFIXES
from mnistgui.data.refusals import ChoiceNeededError, NoDigitsError, choice_needed
from mnistgui.data.siblings import groups_in, layouts_in, telling_file
from mnistgui.errors import UserError, in_one_sentence
from mnistgui.reporting import OnProgress

_MAX_FILES = 100
_MAX_BELOW = 30  # folders and archives in a folder
Load = Callable[[Path, OnProgress], Located]


def load_folder(path: Path, below: Load | None, progress: OnProgress) -> Located:
    """Load a folder.

    Parameters
    ----------
    path : pathlib.Path
        An existing folder.
    below : callable, optional
        Loads what lies in it; None where no further folder may be gone into.
    progress : callable
        Told how much is done.

    Returns
    -------
    Located

    Raises
    ------
    ChoiceNeededError
        It holds several data sets of the same kind.
    UserError
        It holds no digits, or damaged ones.
    """
    for layout in LAYOUTS:
        if layout.is_folder is not None and layout.is_folder(path):
            return Located(layout.read((path,), path, progress), path)
    files = [file for file in files_in(path) if not is_ignored(file.name)]
    files = [file for file in files if file.suffix.lower() not in SUFFIXES]
    if len(files) > _MAX_FILES:
        raise UserError(f"{path} holds {len(files):,} files; at most {_MAX_FILES} are looked at")
    search = _Search(path, progress)
    search.look_at(files)
    if search.largest.parts is None and below is not None:
        found = search.look_below(below)
        if len(found) == 1:
            return replace(found[0], left_out=[*found[0].left_out, *search.troubles])
    return search.result()


class _Search:
    """What is found in a folder, file by file.

    Parameters
    ----------
    folder : pathlib.Path
        An existing folder.
    progress : callable
        Told how much is done.
    """

    def __init__(self, folder: Path, progress: OnProgress) -> None:
        self._folder = folder
        self._progress = progress
        self.largest = LargestDataset()
        self.troubles: list[str] = []
        self._others: list[str] = []  # what whole files hold instead of digits

    def look_at(self, files: Sequence[Path]) -> None:
        """Read every data set that the folder's files seem to be."""
        layouts, self.troubles = layouts_in(files)
        groups = list(groups_in(layouts))
        self._ask_which([group for group in groups if layouts[group[0]] is IDX])
        for group in groups:
            self._read(group, layouts[group[0]])

    def _read(self, group: Sequence[Path], layout: Layout) -> None:
        """Read a data set; of files that do not fit together, those that are whole alone."""
        try:
            parts = layout.read(group, self._folder, self._progress)
        except NoDigitsError as error:
            self._others.append(str(error))
        except UserError as error:
            whole = self._whole_by_themselves(group, layout) if len(group) > 1 else {}
            for file, parts in whole.items():
                self.largest.consider(file, parts)
            if not whole:
                self.troubles.append(str(error))
        else:
            self.largest.consider(telling_file(group), parts)

    def _whole_by_themselves(self, group: Sequence[Path], layout: Layout) -> dict[Path, ReadParts]:
        """Read each file of a group that holds all parts of a data set."""
        found = {}
        for file in group:
            try:
                parts = layout.read([file], self._folder, self._progress)
            except UserError:  # it is a part of something, and told of with its group
                continue
            if not (parts.was_split and role_of(file.name)):
                found[file] = parts
        return found

    def look_below(self, load: Load) -> list[Located]:
        """Load what lies in folders and archives of the folder."""
        found = []
        for place in _places_below(self._folder):
            try:
                found.append(load(place, self._progress))
                self.largest.consider(found[-1].path, found[-1].parts)
            except ChoiceNeededError:
                raise
            except NoDigitsError as error:
                self._others.append(str(error))
            except UserError as error:
                self.troubles.append(str(error))
        return found

    def result(self) -> Located:
        """The largest data set, or a refusal that names what is there instead."""
        largest, path = self.largest, self._folder
        if largest.parts is None:
            if self.troubles:
                raise UserError(in_one_sentence(self.troubles))
            if len(self._others) == 1 and not foreign_folder(path):
                raise NoDigitsError(self._others[0])
            why = unlabelled_pictures(path)
            raise NoDigitsError(f"{path} {why}" if why else what_else(path, accepted_layouts()))
        if not largest.others:
            return Located(largest.parts, path, self.troubles)
        notice = [largest.format_notice(path), *self.troubles]
        return Located(largest.parts, largest.path, notice, largest.others)

    def _ask_which(self, groups: Sequence[Sequence[Path]]) -> None:
        """Refuse to choose among data sets that lie together under names of one kind."""
        sets = {"-".join(set_of(group[0].name)): telling_file(group) for group in groups}
        if len(sets) > 1 and len({name.partition("-")[0] for name in sets}) == 1:
            raise choice_needed(self._folder, sets)


def _places_below(folder: Path) -> list[Path]:
    """Folders and archives in a folder, by name."""
    entries = [
        Path(entry.path)
        for entry in entries_in(folder, MAX_FOLDER_ENTRIES)
        if not is_ignored(entry.name)
    ]
    folders = sorted(path for path in entries if path.is_dir())
    archives = sorted(path for path in entries if path.is_file() and _is_archive(path))
    return (folders + archives)[:_MAX_BELOW]


def _is_archive(path: Path) -> bool:
    """Return whether a file is an archive that can be read."""
    try:
        return archive_in(path) is not None
    except UserError:  # it was told already, with the other files
        return False
