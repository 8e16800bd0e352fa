"""Measures an ONNX file before it is parsed, since only the numbers of tensors may be large.

A parsed message can take fifty times the bytes it has in the file, so a stranger's file of some
megabytes could fill the memory. The walk follows protocol buffers' wire format, and knows only
the fields that lead to tensors: ``ModelProto.graph`` 7, ``GraphProto.initializer`` 5, and the
tensor's ``float_data`` 4, ``raw_data`` 9 and ``double_data`` 10.
"""

from collections.abc import Iterator
from mmap import mmap

from mnistgui.errors import UserError

MAX_OTHER_BYTES = 1 << 20
MAX_TENSORS = 200
_GRAPH, _INITIALIZER, _NUMBERS = 7, 5, (4, 9, 10)
# The least that a field takes; a few bytes are enough to make a message in memory.
_KEY_BYTES = 2
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def looks_like_onnx(beginning: bytes) -> bool:
    """Return whether a file may be of this format.

    Parameters
    ----------
    beginning : bytes
        Its first bytes: every known writer begins with ``ModelProto.ir_version``, which is 3 since
        ONNX 1.0; TensorFlow's ``saved_model.pb`` begins likewise, with 1.

    Returns
    -------
    bool
    """
    return beginning[:1] == b"\x08" and b"\x03" <= beginning[1:2] < b"\x80"


def check_size(data: mmap | bytes, where: str) -> None:
    """Refuse a model with much besides numbers.

    Parameters
    ----------
    data : mmap or bytes
        The whole file; only headers are read.
    where : str
        The file's name, for sentences.

    Raises
    ------
    UserError
        It is no ONNX, cut off, or holds too much besides the numbers of its tensors.
    """
    other, tensors = 0, 0
    for size, is_tensor in _parts(data, where):
        other, tensors = other + size, tensors + is_tensor
        if other > MAX_OTHER_BYTES or tensors > MAX_TENSORS:
            raise UserError(f"{where} holds more than a chain of dense layers needs")


def _parts(data: mmap | bytes, where: str) -> Iterator[tuple[int, bool]]:
    """Yield the bytes besides numbers of each part of the model, and whether it is a tensor."""
    for field, start, end in _fields(data, 0, len(data), where):
        if field != _GRAPH:
            yield _KEY_BYTES + end - start, False
            continue
        for inner, begin, finish in _fields(data, start, end, where):
            is_tensor = inner == _INITIALIZER
            numbers = _numbers(data, begin, finish, where) if is_tensor else 0
            yield _KEY_BYTES + finish - begin - numbers, is_tensor


def _numbers(data: mmap | bytes, start: int, end: int, where: str) -> int:
    """Return how many bytes of a tensor are numbers."""
    fields = _fields(data, start, end, where)
    return sum(finish - begin for field, begin, finish in fields if field in _NUMBERS)


def _fields(data: mmap | bytes, at: int, end: int, where: str) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and end of each field of a message."""
    while at < end:
        key, start = _varint(data, at, where)
        kind = key & 7
        if kind == _BYTES:
            size, start = _varint(data, start, where)
        elif kind == _VARINT:
            size = _varint(data, start, where)[1] - start
        elif kind in (_FIXED32, _FIXED64):
            size = 4 if kind == _FIXED32 else 8
        else:
            raise UserError(f"{where} is no file of weights, or damaged")
        at = start + size
        if at > end:
            raise UserError(f"{where} is no file of weights, or cut off")
        yield key >> 3, start, at


def _varint(data: mmap | bytes, at: int, where: str) -> tuple[int, int]:
    """Return a number of variable length, and where the next byte is."""
    value = 0
    for shift, byte in enumerate(data[at : at + 10]):
        value |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            return value, at + shift + 1
    raise UserError(f"{where} is no file of weights, or cut off")
