"""The arrays in a pickle of NumPy arrays: in dicts, lists and the attributes of objects."""

import io
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.pickle_machine import PickleMachine
from mnistgui.files.weights.pickle_records import Record

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAX_BYTES = 64 << 20  # digits take more, and are not to be inflated twice
_MAX_DEPTH, _MAX_VISITED = 40, 20_000
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
        Nested dicts, lists and :class:`WeightsArray`.

    Raises
    ------
    UserError
        It is damaged, too large, or wants to call what is not accepted.
    """
    data = stream.up_to(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise UserError(f"{stream.where} is larger than the {_MAX_BYTES >> 20} MiB accepted here")
    return PickleMachine(NUMPY_CALLS, stream.where).run(io.BytesIO(data))


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
    if isinstance(value, WeightsArray) and isinstance(value.content, list):
        value = value.content
    array = value.file_array(name) if isinstance(value, InPickle) else None
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
class InPickle(Protocol):
    """An array or tensor of a pickle."""

    def file_array(self, name: str) -> FileArray | None:
        """Describe it under this name; None where it holds no floats."""


class WeightsDtype:
    """Records how a dtype is pickled.

    Parameters
    ----------
    code : str
        Such as ``"f4"``.
    """

    def __init__(self, code: Any, *_flags: object) -> None:
        self._code = code.decode() if isinstance(code, bytes) else str(code)
        self._order = "="

    def restore(self, state: tuple[Any, ...]) -> None:
        """Take the byte order from the pickled state."""
        order = state[1]
        self._order = order.decode() if isinstance(order, bytes) else str(order)

    def numeric(self) -> np.dtype[Any]:
        """The dtype, once it is found to be of floats; raises ValueError."""
        if self._code not in ("f2", "f4", "f8") or self._order not in "<>=|":
            raise ValueError(self._code)
        return np.dtype(self._order + self._code)

    @property
    def is_float(self) -> bool:
        """Whether elements are floats."""
        return self._code in ("f2", "f4", "f8")


class WeightsArray:
    """Records how an array is pickled.

    Attributes
    ----------
    content : ndarray, list or None
        Floats, the elements of an array of objects, or None for other numbers.
    """

    def __init__(self, *_prototype: object) -> None:
        self.content: NDArray[Any] | list[Any] | None = None

    def restore(self, state: tuple[Any, ...]) -> None:
        """Take the content from the pickled state: version, shape, dtype, order, elements."""
        _version, shape, dtype, by_column, elements = state
        self.fill(elements, dtype, shape, "F" if by_column else "C")

    def fill(self, elements: Any, dtype: WeightsDtype, shape: Any, order: Any) -> None:
        """Take the content."""
        if isinstance(elements, list):
            self.content = elements
        elif dtype.is_float:
            by_column = order in ("F", b"F")
            values = np.frombuffer(elements, dtype.numeric())
            self.content = values.reshape(tuple(shape), order="F" if by_column else "C")

    def file_array(self, name: str) -> FileArray | None:
        """Describe it, if it holds floats."""
        content = self.content
        if not isinstance(content, np.ndarray) or not content.ndim:
            return None
        return FileArray(name, content.shape, lambda: content)


def _filled(elements: Any, dtype: WeightsDtype, shape: Any, order: Any) -> WeightsArray:
    """Answer the call with which protocol 5 makes an array."""
    array = WeightsArray()
    array.fill(elements, dtype, shape, order)
    return array


def _encoded(text: Any, _encoding: Any) -> bytes:
    """Answer the way in which Python 3 writes bytes for Python 2: text of the same code points."""
    return str(text).encode("latin1")


NUMPY_CALLS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "numpy.dtype": WeightsDtype,
        "numpy.core.multiarray._reconstruct": WeightsArray,
        "numpy.core.numeric._frombuffer": _filled,
        "_codecs.encode": _encoded,
        "collections.OrderedDict": dict,
        "builtins.set": list,
        "__builtin__.set": list,
    }
)
