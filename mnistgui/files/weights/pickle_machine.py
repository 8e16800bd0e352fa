"""Reads pickles of arrays and tensors, and cannot do anything else.

A pickle is a program for a small machine. This one follows the instructions that
:mod:`pickletools` lists without carrying them out. What the pickle wants to import stays a name:
a call of one that makes arrays or tensors is answered by this program's own functions, a call of
one that is harmless leaves a record, and any other is refused.
"""

import pickletools
import warnings
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, ClassVar

from mnistgui.errors import UserError
from mnistgui.files.weights.pickle_records import Calls, Name, Record

_MAX_INSTRUCTIONS = 200_000
_MARK = object()
_VALUES = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": ()}
_LITERALS = frozenset(
    (
        *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"),
        *("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE"),
        *("BINUNICODE8", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
    )
)
# What a damaged pickle makes this machine, its functions and pickletools raise.
FAULTS = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    ArithmeticError,
    RecursionError,
)


class PickleMachine:
    """Follows the instructions of pickles.

    Parameters
    ----------
    calls : mapping of str to callable
        What answers a call, by module and name; NumPy's modules as NumPy 1 names them.
    where : str
        The file's name, for sentences.
    persistent : callable, optional
        Gives what lies outside the pickle, such as PyTorch's storages.
    """

    def __init__(
        self,
        calls: Mapping[str, Callable[..., Any]],
        where: str,
        persistent: Callable[[Any], Any] | None = None,
    ) -> None:
        self._calls = Calls(calls, where)
        self._where = where
        self._persistent = persistent
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}

    def run(self, stream: BinaryIO) -> Any:
        """Follow one pickle.

        Parameters
        ----------
        stream : file object
            At its beginning; left behind its end.

        Returns
        -------
        object
            Of lists, tuples, dicts, texts, numbers, :class:`Name`, :class:`Record`, and what the
            calls give.

        Raises
        ------
        UserError
            It is damaged, too long, or wants to call what is not accepted.
        """
        self._stack, self._memo = [], {}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # pickletools unescapes texts that may be damaged
                for count, (code, argument, _) in enumerate(pickletools.genops(stream)):
                    if code.name == "STOP":
                        return self._stack.pop()
                    if count >= _MAX_INSTRUCTIONS:
                        break
                    self._follow(code.name, argument)
        except FAULTS as fault:
            raise UserError(f"{self._where} is damaged: its pickle cannot be read") from fault
        raise UserError(f"{self._where} holds a pickle that is too long for weights")

    def _follow(self, name: str, argument: Any) -> None:
        if name in _LITERALS:
            self._stack.append(argument)
        elif name in _VALUES:
            self._stack.append(_VALUES[name])
        elif name in self._INSTRUCTIONS:
            self._INSTRUCTIONS[name](self, argument)
        elif name not in ("PROTO", "FRAME"):
            raise UserError(f"{self._where} holds a pickle with {name}, which is not accepted")

    def _pop(self, count: int) -> list[Any]:
        if len(self._stack) < count:
            raise LookupError
        items = self._stack[len(self._stack) - count :]
        del self._stack[len(self._stack) - count :]
        return items

    def _to_mark(self) -> list[Any]:
        place = len(self._stack) - 1 - self._stack[::-1].index(_MARK)
        items = self._stack[place + 1 :]
        del self._stack[place:]
        return items

    def _mark(self, _argument: Any) -> None:
        self._stack.append(_MARK)

    def _tuple(self, _argument: Any) -> None:
        self._stack.append(tuple(self._to_mark()))

    def _list(self, _argument: Any) -> None:
        self._stack.append(self._to_mark())

    def _empty_list(self, _argument: Any) -> None:
        self._stack.append([])

    def _dict(self, _argument: Any) -> None:
        items = self._to_mark()
        self._stack.append({})
        self._set(items)

    def _empty_dict(self, _argument: Any) -> None:
        self._stack.append({})

    def _append(self, _argument: Any) -> None:
        self._extend(self._pop(1))

    def _appends(self, _argument: Any) -> None:
        self._extend(self._to_mark())

    def _extend(self, items: list[Any]) -> None:
        target = self._stack[-1]
        (target.items if isinstance(target, Record) else target).extend(items)

    def _set_item(self, _argument: Any) -> None:
        self._set(self._pop(2))

    def _set_items(self, _argument: Any) -> None:
        self._set(self._to_mark())

    def _set(self, items: list[Any]) -> None:
        target, pairs = self._stack[-1], zip(items[::2], items[1::2], strict=True)
        if isinstance(target, Record):
            target.items.extend(pairs)
        else:
            target.update(pairs)

    def _global(self, argument: str) -> None:
        module, _, name = argument.partition(" ")
        self._stack.append(Name(f"{module}.{name}"))

    def _stack_global(self, _argument: Any) -> None:
        module, name = self._pop(2)
        self._stack.append(Name(f"{module}.{name}"))

    def _reduce(self, _argument: Any) -> None:
        function, arguments = self._pop(2)
        self._stack.append(self._calls.answer(function, arguments))

    def _new_object(self, _argument: Any) -> None:
        kind, _arguments = self._pop(2)
        self._stack.append(Record(kind.text))

    def _new_object_by_keys(self, _argument: Any) -> None:
        kind, _arguments, _keys = self._pop(3)
        self._stack.append(Record(kind.text))

    def _build(self, _argument: Any) -> None:
        target, state = self._pop(2)
        if not isinstance(target, dict):  # an ordered dict may have attributes; they say nothing
            target.restore(state)
        self._stack.append(target)

    def _persistent_id(self, _argument: Any) -> None:
        if self._persistent is None:
            raise LookupError
        self._stack.append(self._persistent(self._pop(1)[0]))

    def _put(self, argument: int) -> None:
        self._memo[argument] = self._stack[-1]

    def _memoize(self, _argument: Any) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def _get(self, argument: int) -> None:
        self._stack.append(self._memo[argument])

    def _pop_one(self, _argument: Any) -> None:
        self._pop(1)

    def _pop_mark(self, _argument: Any) -> None:
        self._to_mark()

    def _tuple_of(self, count: int) -> None:
        self._stack.append(tuple(self._pop(count)))

    _INSTRUCTIONS: ClassVar[dict[str, Callable[["PickleMachine", Any], None]]] = {
        "MARK": _mark,
        "TUPLE": _tuple,
        "TUPLE1": lambda machine, _: machine._tuple_of(1),  # noqa: SLF001 - its own
        "TUPLE2": lambda machine, _: machine._tuple_of(2),  # noqa: SLF001 - its own
        "TUPLE3": lambda machine, _: machine._tuple_of(3),  # noqa: SLF001 - its own
        "LIST": _list,
        "EMPTY_LIST": _empty_list,
        "EMPTY_SET": _empty_list,
        "ADDITEMS": _appends,
        "FROZENSET": _list,
        "DICT": _dict,
        "EMPTY_DICT": _empty_dict,
        "APPEND": _append,
        "APPENDS": _appends,
        "SETITEM": _set_item,
        "SETITEMS": _set_items,
        "GLOBAL": _global,
        "STACK_GLOBAL": _stack_global,
        "REDUCE": _reduce,
        "NEWOBJ": _new_object,
        "NEWOBJ_EX": _new_object_by_keys,
        "BUILD": _build,
        "BINPERSID": _persistent_id,
        "PUT": _put,
        "BINPUT": _put,
        "LONG_BINPUT": _put,
        "MEMOIZE": _memoize,
        "GET": _get,
        "BINGET": _get,
        "LONG_BINGET": _get,
        "POP": _pop_one,
        "POP_MARK": _pop_mark,
    }
