"""Exports a network or a history for other programs, in the format of the target's suffix."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from mnistgui.errors import UserError
from mnistgui.files.history_export import save_history_csv, save_tensorboard
from mnistgui.files.models import SUFFIXES, save_model
from mnistgui.files.snapshot import Arrays
from mnistgui.files.weights.formats import WRITERS
from mnistgui.nn.network import Network

HistoryTables = Mapping[str, Arrays]

HISTORY_WRITERS: Mapping[str, Callable[[Path, HistoryTables], None]] = MappingProxyType(
    {".csv": save_history_csv, ".tensorboard": save_tensorboard}
)
EXPORTS: Mapping[str, str] = MappingProxyType(
    {
        **{suffix: writer.title for suffix, writer in WRITERS.items()},
        ".csv": "Curves as a table",
        ".tensorboard": "Curves for TensorBoard (a folder)",
    }
)
"""Every suffix that :func:`export` takes, with what it gives."""

PICTURES: Mapping[str, str] = MappingProxyType(
    {".png": "Picture of pixels", ".svg": "Drawing of lines", ".pdf": "Page of lines"}
)
"""Every suffix of a plot or picture that is saved, with what it gives; the window draws them."""

VIEWS: Mapping[str, str] = MappingProxyType(
    {
        "curves": "loss and accuracy beside each other",
        "loss": "the loss",
        "accuracy": "the accuracy",
        "rate": "the learning rate",
        "bias-gradient": "the length of the gradient of the output's biases",
        "weights": "the weights of a layer",
        "histogram": "how the weights of a layer are spread, now and at the start",
        "mistakes": "test digits that are misread",
        "well-read": "test digits that are read well",
        "by-index": "test digits by their indices, with what is read and what is true",
        "reliability": "accuracy by confidence",
    }
)
"""What can be drawn of a run or a network from the command line, in words."""

VIEWS_OF_RUNS = ("curves", "loss", "accuracy", "rate", "bias-gradient")
"""Those that show a history, which a network alone has not."""


def export(
    target: Path, network: Callable[[], Network], history: Callable[[], HistoryTables]
) -> None:
    """Write a network or a history in the format that the target's name asks for.

    Parameters
    ----------
    target : pathlib.Path
        Its suffix is one of :data:`EXPORTS`.
    network : callable
        Gives the network; called only where one is written.
    history : callable
        Gives the columns of each table of a history; called only where one is written.

    Raises
    ------
    UserError
        The suffix is none of these, an extra is not installed, or the file cannot be written.
    """
    writer = HISTORY_WRITERS.get(target.suffix.lower())
    if writer is not None:
        writer(target, history())
    elif not target.name.lower().endswith(SUFFIXES):
        raise UserError(f"{target} has no known suffix; {', '.join(EXPORTS)} are accepted")
    else:
        save_model(network(), target)
