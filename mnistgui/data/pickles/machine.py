"""Reads pickles of arrays, and cannot do anything else.

A pickle is a program for a small machine. This one follows the instructions that
:mod:`pickletools` lists without carrying them out. What the pickle wants to import stays a name:
a call of one that makes arrays is answered by this program's own functions, a call of one that is
harmless leaves a record, and any other is refused. The standard unpickler is no choice: it imports
and calls whatever a file names, and lets a file of a few bytes ask for gigabytes.
"""

import warnings
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from mnistgui.data.pickles.records import Accepted, Name, Record, as_text
from mnistgui.errors import UserError
from mnistgui.notation import thousands

_MAX_INSTRUCTIONS = 400_000  # labels in a list take one each, or two
_VALUES = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": ()}
_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
_LITERALS = frozenset(
    (
        *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"),
        *("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE"),
        *("BINUNICODE8", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
    )
)
# What a damaged pickle makes this machine, the functions that answer it and pickletools raise.
FAULTS = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    BufferError,
    RecursionError,
)


class PickleMachine:
    """Follows the instructions of pickles.

    Parameters
    ----------
    accepted : Accepted
        What a pickle may call.
    where : str
        The file's name, for sentences.
    persistent : callable, optional
        Gives what lies outside the pickle, such as PyTorch's storages.
    """

    def __init__(
        self, accepted: Accepted, where: str, persistent: Callable[[Any], Any] | None = None
    ) -> None:
        self._accepted = accepted
        self._where = where
        self._persistent = persistent
        self._stack: list[Any] = []
        self._marks: list[int] = []  # how high the stack was at each mark
        self._memo: dict[int, Any] = {}

    def run(self, instructions: Iterable[tuple[str, Any]]) -> Any:
        """Follow one pickle.

        Parameters
        ----------
        instructions : iterable of (str, object)
            Names as :mod:`pickletools` gives them, each with its operand.

        Returns
        -------
        object
            Of lists, tuples, dicts, texts, bytes, numbers, :class:`Name`, :class:`Record`, and
            what the accepted calls give.

        Raises
        ------
        UserError
            It is damaged, too long, or wants to call what is not accepted.
        """
        self._stack, self._marks, self._memo = [], [], {}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # pickletools unescapes texts that may be damaged
                for count, (name, operand) in enumerate(instructions):
                    if name == "STOP":
                        return self._stack.pop()
                    if count >= _MAX_INSTRUCTIONS:
                        break
                    self._follow(name, operand)
        except FAULTS as fault:
            raise UserError(
                f"{self._where} is damaged or a pickle of something else than "
                f"{self._accepted.words}"
            ) from fault
        raise UserError(
            f"{self._where} is too long for a pickle of {self._accepted.words}: "
            f"{thousands(_MAX_INSTRUCTIONS)} instructions are accepted"
        )

    def _follow(self, name: str, operand: Any) -> None:
        if name in _LITERALS:
            self._stack.append(operand)
        elif name in _VALUES:
            self._stack.append(_VALUES[name])
        elif name in _TUPLES:
            self._stack.append(tuple(self._pop(_TUPLES[name])))
        elif name in self._WITH_OPERAND:
            self._WITH_OPERAND[name](self, operand)
        elif name in self._WITHOUT_OPERAND:
            self._WITHOUT_OPERAND[name](self)
        elif name not in ("PROTO", "FRAME"):
            raise UserError(
                f"{self._where} holds a pickle with the instruction {name}; pickles of "
                f"{self._accepted.words} alone are accepted"
            )

    def _pop(self, count: int) -> list[Any]:
        if len(self._stack) < count:
            raise LookupError
        return self._cut(len(self._stack) - count)

    def _pop_to_mark(self) -> list[Any]:
        return self._cut(self._marks.pop())

    def _cut(self, height: int) -> list[Any]:
        """Remove and return what lies on the stack above a height."""
        items = self._stack[height:]
        del self._stack[height:]
        return items

    def _mark(self) -> None:
        self._marks.append(len(self._stack))

    def _pop_one(self) -> None:
        if self._marks and self._marks[-1] == len(self._stack):
            self._marks.pop()
        else:
            self._pop(1)

    def _pop_mark(self) -> None:
        self._pop_to_mark()

    def _tuple(self) -> None:
        self._stack.append(tuple(self._pop_to_mark()))

    def _list(self) -> None:
        self._stack.append(self._pop_to_mark())

    def _empty_list(self) -> None:
        self._stack.append([])

    def _dict(self) -> None:
        items = self._pop_to_mark()
        self._stack.append({})
        self._set(items)

    def _empty_dict(self) -> None:
        self._stack.append({})

    def _append(self) -> None:
        self._extend(self._pop(1))

    def _appends(self) -> None:
        self._extend(self._pop_to_mark())

    def _extend(self, items: list[Any]) -> None:
        target = self._stack[-1]
        target = target.items if isinstance(target, Record) else target
        if not isinstance(target, list):
            raise TypeError
        target.extend(items)

    def _set_item(self) -> None:
        self._set(self._pop(2))

    def _set_items(self) -> None:
        self._set(self._pop_to_mark())

    def _set(self, items: list[Any]) -> None:
        target, pairs = self._stack[-1], zip(items[::2], items[1::2], strict=True)
        if isinstance(target, Record):
            target.items.extend(pairs)
        elif isinstance(target, dict):
            for key, value in pairs:
                target[bytes(key) if isinstance(key, bytearray) else key] = value
        else:
            raise TypeError

    def _import(self, name: str) -> None:
        self._stack.append(Name(name.replace(" ", ".", 1)))

    def _import_from_stack(self) -> None:
        module, name = self._pop(2)
        self._stack.append(Name(f"{as_text(module)}.{as_text(name)}"))

    def _call(self) -> None:
        function, arguments = self._pop(2)
        self._stack.append(self._accepted.answer(function, arguments, self._where))

    def _new_object(self) -> None:
        kind, _arguments = self._pop(2)
        self._stack.append(Record(kind.text))

    def _new_object_by_keys(self) -> None:
        kind, _arguments, _keys = self._pop(3)
        self._stack.append(Record(kind.text))

    def _build(self) -> None:
        target, state = self._pop(2)
        if not isinstance(target, dict):  # an ordered dict may have attributes; they say nothing
            target.restore(state)
        self._stack.append(target)

    def _persistent_id(self) -> None:
        if self._persistent is None:
            raise LookupError
        self._stack.append(self._persistent(self._pop(1)[0]))

    def _put(self, place: int) -> None:
        self._memo[place] = self._stack[-1]

    def _memoize(self) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def _get(self, place: int) -> None:
        self._stack.append(self._memo[place])

    _WITH_OPERAND: ClassVar[dict[str, Callable[["PickleMachine", Any], None]]] = {
        "GLOBAL": _import,
        "PUT": _put,
        "BINPUT": _put,
        "LONG_BINPUT": _put,
        "GET": _get,
        "BINGET": _get,
        "LONG_BINGET": _get,
    }
    _WITHOUT_OPERAND: ClassVar[dict[str, Callable[["PickleMachine"], None]]] = {
        "MARK": _mark,
        "POP": _pop_one,
        "POP_MARK": _pop_mark,
        "TUPLE": _tuple,
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
        "STACK_GLOBAL": _import_from_stack,
        "REDUCE": _call,
        "NEWOBJ": _new_object,
        "NEWOBJ_EX": _new_object_by_keys,
        "BUILD": _build,
        "BINPERSID": _persistent_id,
        "MEMOIZE": _memoize,
    }
