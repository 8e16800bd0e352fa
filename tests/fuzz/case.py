"""One altered set of files and what an importer made of it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mnistgui.errors import UserError
from tests.fuzz.edits import Edit, edited, edited_inside
from tests.fuzz.target import Target


@dataclass(frozen=True)
class Case:
    """Which file of a target is changed, and how.

    Parameters
    ----------
    file : int
        Which of the target's files.
    inside : bool
        Whether to change what the file packs.
    edits : sequence of Edit
        The changes.
    """

    file: int
    inside: bool
    edits: Sequence[Edit]


def good_files(target: Target, folder: Path) -> dict[Path, bytes]:
    """The files a target begins with, by their path in its folder."""
    folder.mkdir()
    target.write(folder)
    files = {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    shutil.rmtree(folder)
    return files


def lay_out(files: dict[Path, bytes], case: Case, folder: Path) -> None:
    """Write all files, one of them changed."""
    names = sorted(files)
    chosen = names[case.file % len(names)]
    change = edited_inside if case.inside else edited
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change(data, case.edits) if name == chosen else data)


def loads(target: Target, folder: Path) -> bool:
    """Whether the importer takes the files; the documented error counts, any other escapes."""
    try:
        target.read(folder)
    except UserError as refusal:
        sentence = str(refusal)
        assert sentence
        assert sentence.isprintable()
        return False
    return True
