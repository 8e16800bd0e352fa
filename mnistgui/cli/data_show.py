"""``mnistgui data show``: digits of a data set by their indices, or some of each class."""

from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from mnistgui.cli.digits import SIZE_OPTION, found_digits
from mnistgui.data.contact_sheet import contact_sheet, save_png, text_art
from mnistgui.data.dataset import Split
from mnistgui.data.indices import first_of_each_class, parse_indices
from mnistgui.errors import UserError

_PARTS = {"train": "training", "test": "test"}
_PATH = click.Path(path_type=Path)


@click.command("show")
@SIZE_OPTION
@click.argument("path", type=_PATH)
@click.option("--index", "indices", metavar="I[,I...]", help="These digits, counted from 0.")
@click.option("--each", type=click.IntRange(min=1), metavar="N", help="The first N of each class.")
@click.option("--part", type=click.Choice(list(_PARTS)), default="train", show_default=True)
@click.option("--to", "target", type=_PATH, metavar="FILE.png", help="Draw them to a picture.")
def show(path: Path, indices: str | None, each: int | None, part: str, target: Path | None) -> None:
    """Show digits of PATH, a file or folder of any layout, or 'synthetic'.

    Give --index or --each. A digit by its index is printed with its label as text; of each class
    the indices are printed, and --to draws the digits, a class a row.
    """
    if (indices is None) == (each is None):
        raise UserError("give either --index 42 or --each 16")
    if target is not None and target.suffix.lower() != ".png":
        raise UserError(f"{target} has another suffix than .png, which is accepted")
    dataset = found_digits(path)
    split = dataset.train if part == "train" else dataset.test
    if not len(split):
        raise UserError(f"{path} has no {_PARTS[part]} digits; --part with the other part may")
    if indices is not None:
        rows = [np.array(parse_indices(indices, len(split)), np.intp)]
        lines = _digits(rows[0], split, part)
    else:
        rows = first_of_each_class(split, each or 1)
        lines = (
            f"{name}: {', '.join(map(str, row))}"
            for name, row in zip(split.class_names, rows, strict=True)
        )
    click.echo("\n".join(lines))
    if target is not None:
        save_png(target, contact_sheet([split.images[row] for row in rows]))
        click.echo(f"wrote {click.format_filename(target)}", err=True)


def _digits(rows: NDArray[np.intp], split: Split, part: str) -> Iterator[str]:
    for i in rows:
        yield f"{_PARTS[part]} digit {i} is labelled {split.class_names[split.labels[i]]}"
        yield text_art(split.images[i])
