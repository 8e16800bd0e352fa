"""What is handed to another thread says so in the first words of its docstring."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import mnistgui

WINDOW = Path(mnistgui.__file__).parent / "ui"
FIRST_WORDS = ("Any thread", "Job thread", "Latest-wins thread", "Training thread")


def handed_over(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """The work in ``jobs.start(title, work, done)`` and in ``worker.submit(work)``.

    A function that makes work for others to hand over returns a ``Callable[[], ...]``.
    """
    makes_work = ast.unparse(function.returns or ast.Constant(None)).startswith("Callable[[],")
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Attribute(attr="start"), args=[_title, work, _done]):
                yield work
            case ast.Call(func=ast.Attribute(attr="submit"), args=[work]):
                yield work
            case ast.Return(value=ast.expr() as work) if makes_work:
                yield work


def called(work: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The functions that a piece of work can be, methods with a dot before their names.

    What a caller of ``function`` gave it has no name.
    """
    match work:
        case ast.Call(func=ast.Name(id="partial"), args=[first, *_]):
            yield from called(first, function)
        case ast.Attribute(attr=name):
            yield f".{name}"
        case ast.Lambda():
            yield "lambda"
        case ast.Name(id=name):
            values = list(assigned(name, function))
            for value in values:
                yield from called(value, function)
            arguments = function.args
            given = {one.arg for one in (*arguments.args, *arguments.kwonlyargs)}
            if not values and name not in given:
                yield name


def assigned(name: str, function: ast.FunctionDef) -> Iterator[ast.expr]:
    """What a function assigns to a variable."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value


@cache
def functions(source: str) -> list[tuple[str, ast.FunctionDef]]:
    """All functions of a file with their names; methods have a dot before it."""
    tree = ast.parse(source)
    methods = {
        id(one)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for one in node.body
        if isinstance(one, ast.FunctionDef)
    }
    every = [
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef)
        and "property" not in {getattr(decorator, "id", "") for decorator in one.decorator_list}
    ]
    return [(f".{one.name}" if id(one) in methods else one.name, one) for one in every]


def silent(source: str, beside: Iterable[str] = ()) -> list[str]:
    """What a file hands to other threads without a word of it in its docstring.

    It stands in the file itself, else in one ``beside`` it, else in a room that knows no threads.
    """
    own = functions(source)
    wanted = {
        name
        for _name, function in own
        for work in handed_over(function)
        for name in called(work, function)
    }
    missing = wanted - {name for name, _function in own}
    there = [(name, one) for name, one in own if name in wanted]
    there += [
        (name, one)
        for file in (beside if missing else ())
        for name, one in functions(file)
        if name in missing
    ]
    found = {
        name for name, one in there if not (ast.get_docstring(one) or "").startswith(FIRST_WORDS)
    }
    return sorted(found | (wanted & {"lambda"}))


HANDS_OVER = '''
class Panel:
    def one(self, work):
        self.jobs.start("Reading", work, self.show)

    def two(self, digits):
        work = partial(_read, digits)
        self.jobs.start("Reading", work, self.show)

    def three(self):
        self.worker.submit(partial(self.reader.answer, 3))
        self.worker.submit(_said)
        self.worker.submit(lambda: 3)


def question(look) -> Callable[[], int]:
    return partial(_looked_at, look)


def _looked_at(look):
    """Look."""


def _read(digits):
    """Read digits."""


def _said():
    """Any thread: Say nothing."""
'''


def test_what_says_nothing_is_found() -> None:
    beside = 'class Reader:\n    def answer(self, question):\n        """Read digits."""\n'
    assert silent(HANDS_OVER) == ["_looked_at", "_read", "lambda"]
    assert silent(HANDS_OVER, [beside]) == [".answer", "_looked_at", "_read", "lambda"]


def test_what_other_threads_call_says_so_first() -> None:
    found = {}
    for path in sorted(WINDOW.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if any(one in source for one in (".submit(", ".start(", "-> Callable[[],")):
            beside = [one.read_text(encoding="utf-8") for one in path.parent.glob("*.py")]
            found[path.relative_to(WINDOW).as_posix()] = silent(source, beside)
    assert len(found) > 40
    assert {name: some for name, some in found.items() if some} == {}
