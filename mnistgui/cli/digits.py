"""Loads the digits for a command: those named, those downloaded, or synthetic ones."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from mnistgui.data.dataset import Dataset
from mnistgui.data.locate import ENVIRONMENT_VARIABLE, find_dataset, means_synthetic
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.errors import in_one_sentence
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.own_digits import drawn_again, own_digits, sized_as_then
from mnistgui.notation import thousands

_KEEPS_SIZE = "mnistgui.keeps_size"  # by which a context of click knows what --size said


def _remember_size(context: click.Context, _option: click.Parameter, size: str) -> None:
    context.meta[_KEEPS_SIZE] = size == "keep"


SIZE_OPTION = click.option(
    "--size",
    type=click.Choice(["28", "keep"]),
    default="28",
    show_default=True,
    expose_value=False,
    callback=_remember_size,
    help="Whether pictures of other sizes are brought to 28 x 28 pixels, or keep theirs (8 to 64).",
)
_PATH_OPTION = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Digits in any known layout, or 'synthetic' for digits drawn by the program; without it "
    "MNIST where it was downloaded to, else synthetic ones.",
)


def _data_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that name its digits: ``--data`` and ``--size``."""
    return _PATH_OPTION(SIZE_OPTION(command))


DATA_OPTION = _data_options

MNIST_DIGITS = (60_000, 10_000)


def digits(path: Path | None) -> Dataset:
    """Load the digits for a command, and print which they are on standard error.

    Parameters
    ----------
    path : Path or None
        What ``--data`` named.

    Returns
    -------
    Dataset
        The synthetic one where nothing is named and nothing was downloaded.

    Raises
    ------
    UserError
        What is named cannot be used.
    """
    dataset = found_digits(path)
    announce(dataset)
    return dataset


def found_digits(path: Path | None, synthetic: tuple[int, int] = MNIST_DIGITS) -> Dataset:
    """Load the digits that were named, and print what was assumed and left out; see :func:`digits`.

    Parameters
    ----------
    path : Path or None
        What ``--data`` named.
    synthetic : tuple of int
        How many digits to learn from and to test on are drawn where they have to be.

    Returns
    -------
    Dataset

    Raises
    ------
    UserError
        What is named cannot be used.
    """
    context = click.get_current_context(silent=True)
    keep_size = bool(context and context.meta.get(_KEEPS_SIZE, False))
    found = _loaded(path, keep_size=keep_size)
    if found is None:
        return _drawn(*synthetic)
    _tell_notes(found)
    return found


def _tell_notes(found: Dataset) -> None:
    """Print what was assumed and left out of digits that were found."""
    for note in found.notes:
        click.echo(f"note: {note}", err=True)
    if found.left_out:
        click.echo(f"note: {in_one_sentence(found.left_out)}", err=True)


def _loaded(path: Path | None, *, keep_size: bool) -> Dataset | None:
    """Load with a bar on a terminal, which is shown only where it takes long."""
    with tqdm(desc="reading digits", disable=None, delay=1, leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return find_dataset(path, show, keep_size=keep_size)


def digits_of_run(path: Path | None, facts: DataFacts) -> Dataset:
    """Load the digits for a run that was trained before.

    Parameters
    ----------
    path : Path or None
        What ``--data`` named, in the size of which the run learnt them; without it the run's own
        digits are looked for. With 'synthetic', a run on digits drawn by the program is given as
        many of them as it had.
    facts : DataFacts
        Which digits the run learnt from.

    Returns
    -------
    Dataset
        Not always that of the run, if it was named.

    Raises
    ------
    UserError
        What is named cannot be used, or the run's own digits are not found.
    """
    if path is None and ENVIRONMENT_VARIABLE not in os.environ:
        return own_digits(facts, _drawn)
    if facts.synthetic and (path is None or means_synthetic(path)):
        return drawn_again(facts, _drawn)
    found = _loaded(path, keep_size=False)
    if found is None:
        return _drawn(*MNIST_DIGITS)
    kept = sized_as_then(facts, found, lambda: _loaded(path, keep_size=True))
    _tell_notes(kept)
    return kept


def announce(dataset: Dataset) -> None:
    """Print which digits a command uses, on standard error."""
    kind = " (drawn by the program)" if dataset.synthetic else ""
    click.echo(
        f"digits: {dataset.name}{kind}, {thousands(len(dataset.train))} to learn from, "
        f"{thousands(len(dataset.test))} to test on",
        err=True,
    )


def _drawn(train: int, test: int) -> Dataset:
    with tqdm(unit=" digits", desc="drawing synthetic digits", disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return synthetic_dataset(train, test, progress=show)
