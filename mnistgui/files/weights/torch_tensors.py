"""PyTorch's tensors in a pickle: which bytes of which storage they are."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.pickles.records import Accepted, Name
from mnistgui.errors import UserError
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.pickled_arrays import HARMLESS, weights_calls

_BFLOAT16 = "bfloat16"
_FLOATS = MappingProxyType(
    {
        "torch.FloatStorage": "f4",
        "torch.DoubleStorage": "f8",
        "torch.HalfStorage": "f2",
        "torch.BFloat16Storage": _BFLOAT16,
    }
)

_BYTES = MappingProxyType(
    {
        **dict.fromkeys(("DoubleStorage", "LongStorage"), 8),
        **dict.fromkeys(("FloatStorage", "IntStorage"), 4),
        **dict.fromkeys(("HalfStorage", "BFloat16Storage", "ShortStorage"), 2),
        **dict.fromkeys(("ByteStorage", "CharStorage", "BoolStorage"), 1),
    }
)

Load = Callable[[str, int], bytes]  # bytes of a storage, by its key, and how many


@dataclass(frozen=True, eq=False)
class Storage:
    """Numbers of one kind that lie together outside the pickle.

    Parameters
    ----------
    kind : str
        Such as ``"torch.FloatStorage"``.
    key : str
        Its name in the file.
    count : int
        How many numbers.
    load : callable
        Gives its bytes.
    """

    kind: str
    key: str
    count: int
    load: Load

    def numbers(self) -> NDArray[Any]:
        """Read all of them; raises UserError."""
        code = _FLOATS[self.kind]
        if code == _BFLOAT16:  # the upper half of a float32
            upper = np.frombuffer(self.load(self.key, 2 * self.count), "<u2").astype("<u4")
            return (upper << 16).view("<f4")
        dtype = np.dtype(f"<{code}")
        return np.frombuffer(self.load(self.key, dtype.itemsize * self.count), dtype)


@dataclass(frozen=True, eq=False)
class Tensor:
    """Numbers of a storage, arranged.

    Parameters
    ----------
    storage : Storage
    offset : int
        Of the first one.
    size, stride : tuple of int
        Dimensions, and how far neighbours along each lie apart.
    """

    storage: Storage
    offset: int
    size: tuple[int, ...]
    stride: tuple[int, ...]

    def file_array(self, name: str) -> FileArray | None:
        """Describe it, if it holds floats; raises ValueError where it is not in its storage."""
        self._check()
        if self.storage.kind not in _FLOATS or not self.size:
            return None
        return FileArray(name, self.size, self.read)

    def read(self) -> NDArray[Any]:
        """Read it; raises UserError."""
        numbers = self.storage.numbers()
        strides = tuple(step * numbers.itemsize for step in self.stride)
        return np.lib.stride_tricks.as_strided(
            numbers[self.offset :], self.size, strides, writeable=False
        )

    def _check(self) -> None:
        """Make sure that every number lies in the storage, and none is meant twice."""
        whole = (self.offset, *self.size, *self.stride)
        if any(not isinstance(one, int) or one < 0 for one in whole):
            raise ValueError(whole)
        if len(self.size) != len(self.stride) or math.prod(self.size) > self.storage.count:
            raise ValueError(whole)
        steps = zip(self.size, self.stride, strict=True)
        if self.offset + sum((n - 1) * step for n, step in steps if n) >= self.storage.count:
            raise ValueError(whole)


def persistent(load: Load, widths: dict[str, int] | None = None) -> Callable[[Any], Storage]:
    """Return what answers references to storages.

    Parameters
    ----------
    load : callable
        Gives the bytes of a storage.
    widths : dict of str to int, optional
        Filled with the bytes that a number of each storage takes, by its key.

    Returns
    -------
    callable
    """

    def storage(reference: Any) -> Storage:
        word, kind, key, _device, count = reference[:5]
        if word != "storage" or not isinstance(kind, Name) or not isinstance(count, int):
            raise ValueError(reference)
        if widths is not None:
            widths[str(key)] = _BYTES.get(kind.text.removeprefix("torch."), 0)
        return Storage(kind.text, str(key), count, load)

    return storage


def _tensor(storage: Any, offset: Any, size: Any, stride: Any, *_more: Any) -> Tensor:
    if not isinstance(storage, Storage):
        raise TypeError
    return Tensor(storage, offset, tuple(size), tuple(stride))


def torch_pickles(where: str) -> Accepted:
    """Return what the pickles of ``torch.save`` may call.

    Parameters
    ----------
    where : str
        The file's name, for sentences.

    Returns
    -------
    Accepted
    """

    def typed(function: Name, _kind: Any, arguments: Any, _state: Any) -> Any:
        return calls[function.text](*arguments)  # this is how tensors of subclasses are made

    calls: dict[str, Callable[..., Any]] = {
        **weights_calls(where),
        "torch._utils._rebuild_tensor": _tensor,
        "torch._utils._rebuild_tensor_v2": _tensor,
        "torch._utils._rebuild_parameter": lambda tensor, *_more: tensor,
        "torch._utils._rebuild_parameter_with_state": lambda tensor, *_more: tensor,
        "torch._tensor._rebuild_from_type_v2": typed,
        "torch.Size": tuple,
    }
    return Accepted("arrays and tensors", calls, HARMLESS)


def out_of_storage(where: str) -> UserError:
    """Say that a file promises more numbers than it holds."""
    return UserError(f"{where} is damaged or cut off: numbers of a tensor are missing")
