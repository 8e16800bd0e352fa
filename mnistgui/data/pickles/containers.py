"""Instructions of pickles that make and fill tuples, lists, sets and dicts."""

from functools import partial
from typing import Any

from mnistgui.data.pickles.records import Record
from mnistgui.data.pickles.state import Instruction, PickleState


def _tuple_of(count: int, state: PickleState, _operand: Any) -> None:
    state.push(tuple(state.pop(count)))


def _tuple(state: PickleState, _operand: Any) -> None:
    state.push(tuple(state.pop_to_mark()))


def _list(state: PickleState, _operand: Any) -> None:
    state.push(state.pop_to_mark())


def _empty_list(state: PickleState, _operand: Any) -> None:
    state.push([])


def _dict(state: PickleState, _operand: Any) -> None:
    items = state.pop_to_mark()
    state.push({})
    _set(state, items)


def _empty_dict(state: PickleState, _operand: Any) -> None:
    state.push({})


def _append(state: PickleState, _operand: Any) -> None:
    _extend(state, state.pop(1))


def _appends(state: PickleState, _operand: Any) -> None:
    _extend(state, state.pop_to_mark())


def _set_item(state: PickleState, _operand: Any) -> None:
    _set(state, state.pop(2))


def _set_items(state: PickleState, _operand: Any) -> None:
    _set(state, state.pop_to_mark())


def _extend(state: PickleState, items: list[Any]) -> None:
    target = state.stack[-1]
    target = target.items if isinstance(target, Record) else target
    if not isinstance(target, list):
        raise TypeError
    target.extend(items)


def _set(state: PickleState, items: list[Any]) -> None:
    target, pairs = state.stack[-1], zip(items[::2], items[1::2], strict=True)
    if isinstance(target, Record):
        target.items.extend(pairs)
    elif isinstance(target, dict):
        for key, value in pairs:
            target[bytes(key) if isinstance(key, bytearray) else key] = value
    else:
        raise TypeError


# A set is read as a list: its order says nothing, and a list takes members that have no hash.
CONTAINERS: dict[str, Instruction] = {
    **{f"TUPLE{count}": partial(_tuple_of, count) for count in (1, 2, 3)},
    **dict.fromkeys(("EMPTY_LIST", "EMPTY_SET"), _empty_list),
    **dict.fromkeys(("LIST", "FROZENSET"), _list),
    **dict.fromkeys(("APPENDS", "ADDITEMS"), _appends),
    "TUPLE": _tuple,
    "DICT": _dict,
    "EMPTY_DICT": _empty_dict,
    "APPEND": _append,
    "SETITEM": _set_item,
    "SETITEMS": _set_items,
}
