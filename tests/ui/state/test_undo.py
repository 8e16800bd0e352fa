import gc
import weakref

from hypothesis import given
from hypothesis import strategies as st

from mnistgui.ui.state.undo import Domain, UndoHistory


class Text:
    """A text that is written to by commands."""

    def __init__(self, history: UndoHistory) -> None:
        self.written = ""
        self._history = history

    def write(self, letter: str, domain: Domain = Domain.WINDOW) -> None:
        self._add(letter)
        self._history.push(letter, self._drop, lambda: self._add(letter), domain)

    def _add(self, letter: str) -> None:
        self.written += letter

    def _drop(self) -> None:
        self.written = self.written[:-1]


def test_what_was_done_last_is_undone_first_and_named() -> None:
    history = UndoHistory()
    text = Text(history)
    text.write("a")
    text.write("b", Domain.STROKES)
    assert (history.undo_text, history.redo_text) == ("b", "")
    history.undo()
    assert (text.written, history.undo_text, history.redo_text) == ("a", "a", "b")
    history.undo()
    assert (text.written, history.undo_text, history.redo_text) == ("", "", "a")
    history.undo()  # nothing is left
    history.redo()
    history.redo()
    assert (text.written, history.redo_text) == ("ab", "")


def test_strokes_can_be_undone_by_themselves() -> None:
    history = UndoHistory()
    strokes, window = Text(history), Text(history)
    strokes.write("s", Domain.STROKES)
    window.write("w")
    history.undo_in(Domain.STROKES)
    assert (strokes.written, window.written) == ("", "w")
    assert history.undo_text == "w"
    assert not history.can_undo(Domain.STROKES)
    assert history.can_redo(Domain.STROKES)


def test_something_new_cannot_be_followed_by_what_was_undone_before_it() -> None:
    history = UndoHistory()
    text = Text(history)
    text.write("a")
    history.undo()
    text.write("b")
    assert history.redo_text == ""
    history.undo()
    assert text.written == ""


def test_one_command_is_undone_amid_others() -> None:
    history = UndoHistory()
    done: list[str] = ["first", "second"]
    first = history.push("first", lambda: done.remove("first"), lambda: None)
    history.push("second", lambda: done.remove("second"), lambda: None)
    assert first is not None
    history.undo_command(first)
    assert done == ["second"]
    history.undo_command(first)  # once
    history.undo()
    assert done == []
    assert history.undo_text == ""


def test_what_an_undo_leads_to_is_no_new_command() -> None:
    history = UndoHistory()

    def undo() -> None:
        assert history.push("echo", lambda: None, lambda: None) is None

    history.push("call", undo, undo)
    history.undo()
    assert (history.undo_text, history.redo_text) == ("", "call")


def test_what_cannot_be_undone_any_more_is_let_go() -> None:
    history = UndoHistory()
    first = history.push("0", lambda: None, lambda: None)
    assert first is not None
    watched = weakref.ref(first)
    assert history.holds(first)
    del first
    for number in range(1, 150):
        history.push(str(number), lambda: None, lambda: None)
    gc.collect()
    assert watched() is None
    undone = 0
    while history.undo_text:
        history.undo()
        undone += 1
    assert undone == 100


@given(st.lists(st.sampled_from(["a", "b", "undo", "redo", "undo strokes"]), max_size=30))
def test_undoing_everything_leads_back_to_the_start(actions: list[str]) -> None:
    history = UndoHistory()
    strokes, window = Text(history), Text(history)
    for action in actions:
        if action == "a":
            strokes.write("a", Domain.STROKES)
        elif action == "b":
            window.write("b")
        elif action == "undo strokes":
            history.undo_in(Domain.STROKES)
        else:
            getattr(history, action)()
    while history.undo_text:
        history.undo()
    assert strokes.written + window.written == ""
    while history.redo_text:
        history.redo()
    assert not history.can_redo(Domain.STROKES)
    assert not history.can_redo(Domain.WINDOW)
