"""Which network a command uses, and what was assumed of one whose file does not say all."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import found_digits
from mnistgui.data.dataset import Dataset
from mnistgui.files.default_model import default_model
from mnistgui.files.models import load_stored
from mnistgui.files.weights.assumptions import in_words
from mnistgui.files.weights.columns import Columns, columns_of_file
from mnistgui.files.weights.description import ACTIVATION, PIXEL_SCALING
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.files.weights.trial import Settled, settle
from mnistgui.files.weights.usage import COLUMNS, SCALING_CHOICES

USAGE_OPTIONS = {"scaling": PIXEL_SCALING, "activation": ACTIVATION}
_DRAWN = (2000, 10)  # digits that are enough to try on


def usage_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how weights are used; they are handed to it by name."""
    scaling = click.option(
        "--scaling",
        metavar="NAME|FILE.npz",
        help=f"How pixels were scaled for the weights: {', '.join(SCALING_CHOICES)}, or a file "
        "with the arrays mean and std, one number a pixel. What is neither said here nor in the "
        "file is tried on digits, and told.",
    )
    activation = click.option(
        "--activation",
        metavar="NAME[,NAME...]",
        help="The activation of the hidden layers: relu, tanh, sigmoid, leaky_relu:0.01.",
    )
    return scaling(activation(command))


def shipped() -> Settled:
    """Load the network that comes with the program."""
    return settle(StoredNetwork(default_model()), None)


def network_of(
    path: Path, usage: Mapping[str, str | None], digits: Dataset | None = None
) -> Settled:
    """Load a network, and say on standard error what was assumed of it.

    Parameters
    ----------
    path : Path
        A run file or weights.
    usage : mapping of str to (str or None)
        What :func:`usage_options` were given.
    digits : Dataset, optional
        What is tried on; without it the digits at hand, else synthetic ones.

    Returns
    -------
    Settled

    Raises
    ------
    UserError
        The file or an option is wrong.
    """
    stored = load_stored(path)
    wanted = {USAGE_OPTIONS[name]: text for name, text in usage.items() if text is not None}
    columns = _columns_of_file(wanted)
    needed = not set(stored.left_open) <= set(wanted) or (
        wanted.get(PIXEL_SCALING) == COLUMNS and columns is None
    )
    if needed and digits is None:
        digits = found_digits(None, _DRAWN)
    settled = settle(stored, digits, wanted, columns)
    words = in_words(settled, click.format_filename(path, shorten=True))
    if words:
        advice = " --scaling and --activation set it." if settled.assumed else ""
        click.echo(f"note: {words}{advice}", err=True)
    return settled


def _columns_of_file(wanted: dict[str, str]) -> Columns | None:
    """Means and deviations, where a file is named instead of a scaling."""
    named = wanted.get(PIXEL_SCALING, "")
    if not named.lower().endswith(".npz"):
        return None
    wanted[PIXEL_SCALING] = COLUMNS
    return columns_of_file(Path(named))
