"""Reads pickles of digits: each array is converted to bytes as soon as it is complete.

Its pickled floats are freed at once, so that those of a whole data set never lie in memory
together.
"""

from typing import Any

from numpy.typing import NDArray

from mnistgui.data.pickles.arrays import Taken, numpy_calls
from mnistgui.data.pickles.budgeted_reader import BudgetedReader
from mnistgui.data.pickles.machine import PickleMachine
from mnistgui.data.pickles.records import Accepted
from mnistgui.data.readers.limits import BLOCK_ROWS, MAX_VALUES
from mnistgui.data.readers.named_array import image_forms
from mnistgui.data.readers.pixels import to_bytes
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError

_MAX_OTHER_BYTES = 32 << 20  # such as one-hot labels


def unpickle_arrays(stream: ByteStream) -> Any:
    """Read a pickle of nested lists, tuples and dicts of arrays.

    Parameters
    ----------
    stream : ByteStream
        At the beginning of the pickle.

    Returns
    -------
    object
        Nested lists, tuples, dicts with keys of bytes, and
        :class:`~mnistgui.data.pickles.arrays.PickledArray`: images as uint8, other numbers as
        they were.

    Raises
    ------
    UserError
        It is damaged, too large, or holds anything but arrays of images and labels.
    """
    where = stream.where
    calls = numpy_calls(lambda values: _converted(values, where), where)
    machine = PickleMachine(Accepted("NumPy arrays", calls), where)
    return machine.run(BudgetedReader(stream).instructions())


def _converted(values: NDArray[Any] | None, where: str) -> Taken:
    """Return images as bytes, so that their floats do not stay; a copy of anything else."""
    if values is None:
        raise ValueError(where)
    if not image_forms(values.shape, values.dtype):
        if values.nbytes > _MAX_OTHER_BYTES:
            raise UserError(f"{where} holds an array of shape {values.shape}, which is no digits")
        return values.copy(), ()
    if values.size > MAX_VALUES:
        raise UserError(f"{where} holds an array of shape {values.shape}, more than is accepted")
    rows = max(1, BLOCK_ROWS * 784 * len(values) // values.size)
    return to_bytes(
        lambda: (values[i : i + rows] for i in range(0, len(values), rows)),
        values.shape,
        values.dtype,
        where,
    )
