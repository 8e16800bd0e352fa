"""Converts digits to another layout, and reads them back before they replace anything."""

from collections.abc import Callable
from pathlib import Path

from mnistgui.atomic import replacing, replacing_folder
from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint
from mnistgui.data.layout import Target
from mnistgui.data.layouts import TARGETS
from mnistgui.data.load import load_dataset
from mnistgui.data.picture_kind import MNIST_KIND
from mnistgui.data.readers.paths import is_folder
from mnistgui.errors import UserError


def target_for(path: Path, name: str | None) -> Target:
    """Return the layout that a person wants to write.

    Parameters
    ----------
    path : pathlib.Path
        Where they want the digits.
    name : str, optional
        The layout they named.

    Returns
    -------
    Target

    Raises
    ------
    UserError
        They named none and the suffix of the path tells none.
    """
    for target in TARGETS:
        if target.name == name or (
            name is None and target.suffix and path.name.endswith(target.suffix)
        ):
            return target
    names = ", ".join(target.name for target in TARGETS)
    suffixes = ", ".join(target.suffix for target in TARGETS if target.suffix)
    raise UserError(
        f"{path} does not tell its layout; name one of {names}, or a file ending in {suffixes}"
    )


def convert(
    source: Path,
    target: Path,
    *,
    layout: str | None = None,
    force: bool = False,
    load: Callable[[Path], Dataset] = load_dataset,
) -> None:
    """Write the digits of one file or folder into another.

    Parameters
    ----------
    source : pathlib.Path
        Any layout that can be loaded.
    target : pathlib.Path
        A file or folder; appears whole or not at all.
    layout : str, optional
        Name of the target's layout; by default its suffix tells.
    force : bool
        Whether the target may be replaced.
    load : callable
        Gives the digits that the source names.

    Raises
    ------
    UserError
        The source cannot be loaded, or the target exists, cannot be written or reads back
        differently.
    """
    chosen = target_for(target, layout)
    if not force and _is_taken(target):
        raise UserError(f"{target} exists; a new name or --force is accepted")
    dataset = load(source)
    _refuse_lost_names(dataset, target, chosen)
    wanted = fingerprint(dataset)

    def check(new: Path) -> None:
        if fingerprint(load_dataset(new, keep_size=True)) != wanted:
            raise UserError(f"cannot write {target}: what was written reads back differently")

    replace = replacing if chosen.suffix else replacing_folder
    with replace(target, check) as new:
        chosen.write(dataset, new)


def _refuse_lost_names(dataset: Dataset, target: Path, layout: Target) -> None:
    """Refuse layouts that cannot tell other classes, or other sizes, than those of digits."""
    if not layout.any_kind and dataset.kind != MNIST_KIND:
        able = " or ".join(one.name for one in TARGETS if one.any_kind)
        raise UserError(
            f"cannot write {target}: {layout.name} holds digits of 28 x 28 pixels here, not "
            f"{dataset.kind.summary}; {able} is accepted for them"
        )


def _is_taken(target: Path) -> bool:
    """Return whether something exists that would be lost."""
    if is_folder(target):
        return any(target.iterdir())
    return target.exists() or target.is_symlink()
