"""The parts of a row of the table of layouts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.data.parts import ReadParts
from mnistgui.reporting import OnProgress


@dataclass(frozen=True)
class Target:
    """A way of writing a layout.

    Parameters
    ----------
    name : str
        As the command line knows it.
    write : callable
        Writes a data set to a file, or into an empty folder.
    suffix : str
        Of its file; empty for a folder.
    any_kind : bool
        Whether it tells names of classes and sizes other than those of MNIST's digits.
    """

    name: str
    write: Callable[[Dataset, Path], None]
    suffix: str = ""
    any_kind: bool = False


@dataclass(frozen=True)
class Layout:
    """One layout of digits: a row of :data:`mnistgui.data.layouts.LAYOUTS`.

    Parameters
    ----------
    name : str
        Unique; errors and tests call the layout by it.
    title : str
        What sentences call it, such as ``"IDX files (raw or .gz)"``.
    patterns : tuple of str
        What a dialog lists, such as ``"*.npz"``; empty for a folder.
    read : callable
        Reads the parts, given the files of one data set and their folder, and told how much of how
        much is done; of a layout of folders, given the folder as the only file. Raises
        :class:`UserError`.
    targets : tuple of Target
        The ways in which it is written.
    beginnings : tuple of bytes
        With one of these each file of the layout begins; empty where only ``looks_like`` tells.
    looks_like : callable, optional
        Whether the first few thousand bytes of a file, and its path, are those of this layout;
        asked only where they begin right.
    is_folder : callable, optional
        Whether a folder as a whole has this layout; None where a layout is made of files.
    parts_in_several_files : bool
        Whether a data set is usually several files of one folder, also where names tell no part.
    """

    name: str
    title: str
    patterns: tuple[str, ...]
    read: Callable[[Sequence[Path], Path, OnProgress], ReadParts]
    targets: tuple[Target, ...] = ()
    beginnings: tuple[bytes, ...] = ()
    looks_like: Callable[[bytes, Path], bool] | None = None
    is_folder: Callable[[Path], bool] | None = None
    parts_in_several_files: bool = False
