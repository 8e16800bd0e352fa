"""Instructions of pickles for single values, marks and the memo."""

from functools import partial
from typing import Any

from mnistgui.data.pickles.state import Instruction, PickleState


def _push(state: PickleState, value: Any) -> None:
    state.push(value)


def _push_constant(value: object, state: PickleState, _operand: Any) -> None:
    state.push(value)


def _mark(state: PickleState, _operand: Any) -> None:
    state.marks.append(len(state.stack))


def _pop(state: PickleState, _operand: Any) -> None:
    if state.marks and state.marks[-1] == len(state.stack):
        state.marks.pop()
    else:
        state.pop(1)


def _pop_mark(state: PickleState, _operand: Any) -> None:
    state.pop_to_mark()


def _put(state: PickleState, place: int) -> None:
    state.memo[place] = state.stack[-1]


def _memoize(state: PickleState, _operand: Any) -> None:
    state.memo[len(state.memo)] = state.stack[-1]


def _get(state: PickleState, place: int) -> None:
    state.push(state.memo[place])


def _nothing(_state: PickleState, _operand: Any) -> None:
    """Skip what only tells the version and how the pickle is divided."""


_LITERALS = (
    *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"),
    *("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE"),
    *("BINUNICODE8", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
)
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": ()}

VALUES: dict[str, Instruction] = {
    **dict.fromkeys(_LITERALS, _push),
    **{name: partial(_push_constant, value) for name, value in _CONSTANTS.items()},
    **dict.fromkeys(("PUT", "BINPUT", "LONG_BINPUT"), _put),
    **dict.fromkeys(("GET", "BINGET", "LONG_BINGET"), _get),
    **dict.fromkeys(("PROTO", "FRAME"), _nothing),
    "MARK": _mark,
    "POP": _pop,
    "POP_MARK": _pop_mark,
    "MEMOIZE": _memoize,
}
