"""The arrays in a pickle of NumPy arrays: in dicts, lists and the attributes of objects."""

import io
import pickletools
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, runtime_checkable

import numpy as np

from mnistgui.data.pickles.arrays import PickledArray, Taken, numpy_calls
from mnistgui.data.pickles.machine import PickleMachine
from mnistgui.data.pickles.records import Accepted, Record
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError
from mnistgui.files.weights.file_array import FileArray

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAX_BYTES = 64 << 20  # digits take more, and are not to be inflated twice
_MAX_DEPTH, _MAX_VISITED = 40, 20_000
# Packages whose objects lie beside tensors in checkpoints: settings, paths, counters, dates.
HARMLESS = (
    *("torch", "numpy", "sklearn", "scipy", "collections", "pathlib", "datetime", "argparse"),
    "__main__",
)
# States of optimizers hold arrays of the same shapes as the weights.
_BESIDE = ("optim", "sched", "exp_avg", "momentum", "moment", "grad", "velocity", "adam", "cache")


def unpickle_small(stream: ByteStream) -> Any:
    """Read a pickle of NumPy arrays that is small enough for weights.

    Parameters
    ----------
    stream : ByteStream
        At its beginning.

    Returns
    -------
    object
        Nested dicts, lists and :class:`~mnistgui.data.pickles.arrays.PickledArray`.

    Raises
    ------
    UserError
        It is damaged, too large, or wants to call what is not accepted.
    """
    data = stream.up_to(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise UserError(f"{stream.where} is larger than the {_MAX_BYTES >> 20} MiB accepted here")
    accepted = Accepted("arrays and tensors", weights_calls(stream.where), HARMLESS)
    return PickleMachine(accepted, stream.where).run(instructions(io.BytesIO(data)))


def instructions(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """Yield the instructions of a pickle that lies in memory.

    Parameters
    ----------
    stream : file object
        At the beginning of the pickle; left behind its end.

    Yields
    ------
    tuple of (str, object)
        Name and operand.
    """
    for operation, operand, _place in pickletools.genops(stream):
        yield operation.name, operand


def arrays_in(value: Any, name: str, where: str) -> list[FileArray]:
    """List the arrays and tensors in nested dicts, lists and records.

    Parameters
    ----------
    value : object
        From a pickle.
    name : str
        What the whole is called; empty for nothing.
    where : str
        The file's name, for sentences.

    Returns
    -------
    list of FileArray
        In their order, without those of optimizers.

    Raises
    ------
    UserError
        They are nested too deeply, or too many.
    """
    found: list[FileArray] = []
    for count, one in enumerate(_walk(value, name, 0, where)):
        if count > _MAX_VISITED:
            raise UserError(f"{where} holds more than weights ever are")
        if one is not None:
            found.append(one)
    return found


def _walk(value: Any, name: str, depth: int, where: str) -> Iterator[FileArray | None]:
    """Each array, and None for each other thing."""
    yield None
    if depth > _MAX_DEPTH:
        raise UserError(f"{where} is nested too deeply for weights")
    if isinstance(value, PickledArray) and isinstance(value.content, list):
        value = value.content
    array = file_array(value, name)
    if array is not None:
        yield array
    for key, inner in _members(value):
        if not str(key).lower().startswith(_BESIDE) and "optim" not in str(key).lower():
            yield from _walk(inner, _joined(name, key), depth + 1, where)


def _members(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list | tuple):
        yield from enumerate(value)
    elif isinstance(value, Record):
        yield from _members(value.state)
        yield from (item for item in value.items if isinstance(item, tuple) and len(item) == 2)


def _joined(name: str, key: Any) -> str:
    """A name in a name; PyTorch's modules keep parameters in dicts of their own."""
    if key in ("_parameters", "_modules", "_buffers"):
        return name
    text = key.decode(errors="replace") if isinstance(key, bytes) else str(key)
    return f"{name}.{text}" if name else text


@runtime_checkable
class ArrayInFile(Protocol):
    """An array or tensor whose numbers lie elsewhere in the file."""

    def file_array(self, name: str) -> FileArray | None:
        """Describe it under this name; None where it holds no floats."""


def file_array(value: Any, name: str) -> FileArray | None:
    """Describe what a pickle or a schema holds under a name; None where it is no array of floats.

    Parameters
    ----------
    value : object
        From a pickle or a schema.
    name : str
        What it is called.

    Returns
    -------
    FileArray or None
    """
    if isinstance(value, ArrayInFile):
        return value.file_array(name)
    content = value.content if isinstance(value, PickledArray) else None
    if not isinstance(content, np.ndarray) or not content.ndim:
        return None
    return FileArray(name, content.shape, lambda: content)


def weights_calls(where: str) -> Mapping[str, Callable[..., Any]]:
    """Return what answers the calls in a pickle of NumPy arrays, of which floats are kept.

    Parameters
    ----------
    where : str
        The file's name, for sentences.

    Returns
    -------
    mapping of str to callable
    """
    return numpy_calls(_floats, where)


def _floats(values: "NDArray[Any] | None") -> Taken:
    return (None if values is None or values.dtype.kind != "f" else values.copy()), ()
