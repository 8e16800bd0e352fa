"""Reads pickles of NumPy arrays, and cannot do anything else.

A pickle is a program for a small machine. This machine knows only the instructions that arrays
are pickled with (protocols 1 to 5, by Python 2 or 3); text stays bytes, and whatever the program
wants to import is a recorder. The standard unpickler is no choice here: it lets a file of a few
bytes ask for gigabytes.
"""

import pickle
from collections.abc import Callable
from typing import Any, ClassVar

from mnistgui.data.readers.budgeted_reader import BudgetedReader
from mnistgui.data.readers.pickled_arrays import PickledArray, PickledDtype, recorder
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError

_MAX_INSTRUCTIONS = 400_000  # labels in a list take one each, or two
_MARK = object()

_NUMBERS = {pickle.BININT: "<i", pickle.BININT1: "<B", pickle.BININT2: "<H"}
# Bytes and text that follow their own length.
_LITERALS = {
    pickle.BINSTRING: "<I",
    pickle.SHORT_BINSTRING: "<B",
    pickle.BINBYTES: "<I",
    pickle.SHORT_BINBYTES: "<B",
    pickle.BINBYTES8: "<Q",
    pickle.BYTEARRAY8: "<Q",
    pickle.BINUNICODE: "<I",
    pickle.SHORT_BINUNICODE: "<B",
}
_CONSTANTS: dict[bytes, Any] = {
    pickle.MARK: _MARK,
    pickle.NONE: None,
    pickle.NEWTRUE: True,
    pickle.NEWFALSE: False,
    pickle.EMPTY_TUPLE: (),
}
_SKIPPED = {pickle.PROTO: "<B", pickle.FRAME: "<Q"}
_TUPLES = {pickle.TUPLE1: 1, pickle.TUPLE2: 2, pickle.TUPLE3: 3}
# What the recorders raise when a pickle misuses them.
_FAULTS = (LookupError, ValueError, TypeError, AttributeError, OverflowError, BufferError)


def unpickle_arrays(stream: ByteStream) -> Any:
    """Read a pickle of nested lists, tuples and dicts of arrays.

    Parameters
    ----------
    stream : ByteStream
        At the beginning of the pickle.

    Returns
    -------
    object
        Nested lists, tuples, dicts with keys of bytes, and :class:`PickledArray`.

    Raises
    ------
    UserError
        It is damaged, too large, or holds anything but arrays of images and labels.
    """
    try:
        return _Machine(BudgetedReader(stream)).run()
    except _FAULTS as fault:
        raise UserError(
            f"{stream.where} is damaged or a pickle of something else than NumPy arrays"
        ) from fault


class _Machine:
    """Executes the instructions of one pickle.

    Parameters
    ----------
    reader : BudgetedReader
        At the beginning of the pickle.
    """

    def __init__(self, reader: BudgetedReader) -> None:
        self._reader = reader
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}

    def run(self) -> Any:
        """Execute all instructions and return the result."""
        for _ in range(_MAX_INSTRUCTIONS):
            code = self._reader.bytes(1)
            if code == pickle.STOP:
                return self._stack.pop()
            if code in self._INSTRUCTIONS:
                self._INSTRUCTIONS[code](self)
            else:
                self._push_operand(code)
        raise UserError(f"{self._reader.where} is too long for a pickle of NumPy arrays")

    def _push_operand(self, code: bytes) -> None:
        if code in _CONSTANTS:
            self._stack.append(_CONSTANTS[code])
        elif code in _NUMBERS:
            self._stack.append(self._reader.number(_NUMBERS[code]))
        elif code in _LITERALS:
            self._stack.append(self._reader.literal(self._reader.number(_LITERALS[code])))
        elif code in _TUPLES:
            self._stack.append(tuple(self._pop(_TUPLES[code])))
        elif code in _SKIPPED:
            self._reader.number(_SKIPPED[code])
        else:
            raise UserError(
                f"{self._reader.where} is no pickle of NumPy arrays alone (of protocol 1 to 5)"
            )

    def _pop(self, count: int) -> list[Any]:
        items = self._stack[-count:]
        if len(items) < count:
            raise LookupError
        del self._stack[-count:]
        return items

    def _pop_to_mark(self) -> list[Any]:
        place = len(self._stack) - 1 - self._stack[::-1].index(_MARK)
        items = self._stack[place + 1 :]
        del self._stack[place:]
        return items

    def _integer_text(self) -> None:
        self._stack.append(int(self._reader.line().rstrip("L")))

    def _long_integer(self) -> None:
        size = self._reader.number("<B")
        self._stack.append(int.from_bytes(self._reader.bytes(size), "little", signed=True))

    def _tuple(self) -> None:
        self._stack.append(tuple(self._pop_to_mark()))

    def _list(self) -> None:
        self._stack.append(self._pop_to_mark())

    def _empty_list(self) -> None:
        self._stack.append([])

    def _empty_dict(self) -> None:
        self._stack.append({})

    def _dict(self) -> None:
        items = self._pop_to_mark()
        self._stack.append({})
        self._set(items)

    def _set_item(self) -> None:
        self._set(self._pop(2))

    def _set_items(self) -> None:
        self._set(self._pop_to_mark())

    def _set(self, items: list[Any]) -> None:
        """Take keys, which are texts or numbers, with what belongs to them."""
        if not isinstance(self._stack[-1], dict) or len(items) % 2:
            raise TypeError
        for key, value in zip(items[::2], items[1::2], strict=True):
            self._stack[-1][bytes(key) if isinstance(key, bytearray) else key] = value

    def _append(self) -> None:
        self._extend(self._pop(1))

    def _appends(self) -> None:
        self._extend(self._pop_to_mark())

    def _extend(self, items: list[Any]) -> None:
        if not isinstance(self._stack[-1], list):
            raise TypeError
        self._stack[-1].extend(items)

    def _name_from_lines(self) -> None:
        self._import(self._reader.line(), self._reader.line())

    def _name_from_stack(self) -> None:
        module, name = self._pop(2)
        self._import(module.decode(), name.decode())

    def _import(self, module: str, name: str) -> None:
        self._stack.append(recorder(f"{module}.{name}", self._reader.where))

    def _reduce(self) -> None:
        function, arguments = self._pop(2)
        self._stack.append(function(*arguments))

    def _build(self) -> None:
        """Pass a state to a recorder, as a pickle can change nothing else."""
        target, state = self._pop(2)
        if not isinstance(target, PickledArray | PickledDtype):
            raise TypeError
        target.restore(state)
        self._stack.append(target)

    def _put(self) -> None:
        self._memo[self._reader.number("<B")] = self._stack[-1]

    def _long_put(self) -> None:
        self._memo[self._reader.number("<I")] = self._stack[-1]

    def _memoize(self) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def _get(self) -> None:
        self._stack.append(self._memo[self._reader.number("<B")])

    def _long_get(self) -> None:
        self._stack.append(self._memo[self._reader.number("<I")])

    _INSTRUCTIONS: ClassVar[dict[bytes, Callable[["_Machine"], None]]] = {
        pickle.INT: _integer_text,
        pickle.LONG: _integer_text,
        pickle.LONG1: _long_integer,
        pickle.TUPLE: _tuple,
        pickle.LIST: _list,
        pickle.EMPTY_LIST: _empty_list,
        pickle.EMPTY_DICT: _empty_dict,
        pickle.DICT: _dict,
        pickle.SETITEM: _set_item,
        pickle.SETITEMS: _set_items,
        pickle.APPEND: _append,
        pickle.APPENDS: _appends,
        pickle.GLOBAL: _name_from_lines,
        pickle.STACK_GLOBAL: _name_from_stack,
        pickle.REDUCE: _reduce,
        pickle.BUILD: _build,
        pickle.BINPUT: _put,
        pickle.LONG_BINPUT: _long_put,
        pickle.MEMOIZE: _memoize,
        pickle.BINGET: _get,
        pickle.LONG_BINGET: _long_get,
    }
