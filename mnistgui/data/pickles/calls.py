"""Instructions of pickles that name, call and make objects; what is named is never imported."""

from typing import Any

from mnistgui.data.pickles.records import Name, Record, as_text
from mnistgui.data.pickles.state import Instruction, PickleState


def _name(state: PickleState, name: str) -> None:
    state.push(Name(name.replace(" ", ".", 1)))


def _name_from_stack(state: PickleState, _operand: Any) -> None:
    module, name = state.pop(2)
    state.push(Name(f"{as_text(module)}.{as_text(name)}"))


def _call(state: PickleState, _operand: Any) -> None:
    function, arguments = state.pop(2)
    state.push(state.accepted.answer(function, arguments, state.where))


def _new_object(state: PickleState, _operand: Any) -> None:
    kind, _arguments = state.pop(2)
    state.push(Record(kind.text))


def _new_object_by_keys(state: PickleState, _operand: Any) -> None:
    kind, _arguments, _keys = state.pop(3)
    state.push(Record(kind.text))


def _build(state: PickleState, _operand: Any) -> None:
    target, attributes = state.pop(2)
    if not isinstance(target, dict):  # an ordered dict may have attributes; they say nothing
        target.restore(attributes)
    state.push(target)


def _persistent_id(state: PickleState, _operand: Any) -> None:
    if state.persistent is None:
        raise LookupError
    state.push(state.persistent(state.pop(1)[0]))


CALLS: dict[str, Instruction] = {
    "GLOBAL": _name,
    "STACK_GLOBAL": _name_from_stack,
    "REDUCE": _call,
    "NEWOBJ": _new_object,
    "NEWOBJ_EX": _new_object_by_keys,
    "BUILD": _build,
    "BINPERSID": _persistent_id,
}
