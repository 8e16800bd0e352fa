"""Loads digits from an archive, or from a place in it that a path goes on to."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from mnistgui.data.archives import Member, Packing, members_of, packing_of, unpacked
from mnistgui.data.located import Located
from mnistgui.data.readers.names import role_of, set_of
from mnistgui.data.readers.picture_suffixes import SUFFIXES
from mnistgui.data.readers.stream import open_stream
from mnistgui.data.refusals import ChoiceNeededError, NoDigitsError, choice_needed
from mnistgui.errors import UserError
from mnistgui.reporting import OnProgress

_BEGINNING_BYTES = 512
_MAX_OTHERS = 500
Load = Callable[[Path, OnProgress], Located]


def archive_in(path: Path) -> tuple[Path, Packing, str] | None:
    """Find the archive that a path names or goes into.

    Parameters
    ----------
    path : pathlib.Path
        Such as ``emnist.zip`` or ``emnist.zip/gzip/emnist-digits-train-images-idx3-ubyte.gz``.

    Returns
    -------
    tuple or None
        The archive, how it is packed, and the place in it, which may be empty.

    Raises
    ------
    UserError
        It is a damaged archive.
    """
    for archive in (path, *path.parents):
        if archive.is_file():
            with open_stream(archive) as stream:
                packing = packing_of(stream.up_to(_BEGINNING_BYTES), archive)
            inside = "" if archive == path else path.relative_to(archive).as_posix()
            return (archive, packing, inside) if packing else None
    return None


def load_archive(
    archive: Path, packing: Packing, inside: str, load: Load, progress: OnProgress
) -> Located:
    """Unpack what is meant into a temporary folder, and load it from there.

    Parameters
    ----------
    archive : pathlib.Path
    packing : Packing
        How it is packed.
    inside : str
        The place in it that is meant; empty for all of it.
    load : callable
        Loads from a file or folder.
    progress : callable
        Told how much is done.

    Returns
    -------
    Located
        With paths that go into the archive.

    Raises
    ------
    UserError
        It is damaged, too large, or holds no digits, or several data sets, which are named.
    """
    members = members_of(packing, archive)
    wanted = _inside(members, inside)
    if not wanted:
        missing = f"no {inside}" if inside else "no files that could be digits"
        raise NoDigitsError(f"{archive} holds {missing}")
    others = sum(member.path.suffix.lower() not in SUFFIXES for member in wanted)
    if others > _MAX_OTHERS:
        raise UserError(
            f"{archive} holds {others:,} files beside pictures; at most {_MAX_OTHERS} are unpacked"
        )
    if not inside:
        _ask_which(wanted, archive)
    with (
        unpacked(packing, archive, wanted, progress) as folder,
        _as_in_archive(folder, archive),
    ):
        place = folder / inside
        found = load(place, progress)
        if found.path in (folder, place):
            found = replace(found, path=place)
        return _placed(found, folder, archive)


def _placed(found: Located, folder: Path, archive: Path) -> Located:
    """What was loaded, with places in the archive in all paths and sentences."""
    notes = tuple(_renamed(note, folder, archive) for note in found.parts.notes)
    return Located(
        replace(found.parts, notes=notes),
        _moved(found.path, folder, archive),
        [_renamed(sentence, folder, archive) for sentence in found.left_out],
        [_moved(path, folder, archive) for path in found.others],
    )


def _inside(members: Sequence[Member], inside: str) -> list[Member]:
    """The members that a place in an archive needs: a folder, or a file with what belongs to it."""
    if not inside:
        return list(members)
    place = PurePosixPath(inside)
    below = [member for member in members if place in member.path.parents]
    if below or not any(member.path == place for member in members):
        return below
    key = set_of(place.name)
    return [
        member
        for member in members
        if member.path == place
        or (member.path.parent == place.parent and set_of(member.path.name) == key)
    ]


def _ask_which(members: Sequence[Member], archive: Path) -> None:
    """Refuse several data sets of IDX files, such as the six of EMNIST's archive."""
    sets: dict[tuple[str, ...], PurePosixPath] = {}
    for member in members:
        name = member.path.name
        if "ubyte" in name and role_of(name) and "train-images" in name:
            sets.setdefault(set_of(name), member.path)
    if len(sets) > 1:
        raise choice_needed(archive, {"-".join(key): archive / path for key, path in sets.items()})


@contextmanager
def _as_in_archive(folder: Path, archive: Path) -> Iterator[None]:
    """Name places in the archive, not in the folder that it was unpacked to."""
    try:
        yield
    except ChoiceNeededError as error:
        choices = [_moved(path, folder, archive) for path in error.choices]
        raise ChoiceNeededError(_renamed(str(error), folder, archive), choices) from error
    except UserError as error:
        raise type(error)(_renamed(str(error), folder, archive)) from error


def _renamed(sentence: str, folder: Path, archive: Path) -> str:
    return sentence.replace(str(folder), str(archive))


def _moved(path: Path, folder: Path, archive: Path) -> Path:
    return archive / path.relative_to(folder)
