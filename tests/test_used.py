"""What the package defines, the package uses: there is no code for tests alone."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import mnistgui

PACKAGE = Path(mnistgui.__file__).parent

DEFINED = re.compile(r"^ *(?:def |class |)(\w+)(?=[(:]| = )", re.MULTILINE)

# What a library calls or reads by its name.
CALLED_BY_LIBRARIES = {
    "_fields_": "ctypes",
    "exit_code": "click",
    "format_commands": "click",
    "metric": "Qt",
}


def definitions(source: str) -> Iterator[str]:
    """The names of functions, classes, methods, constants and fields."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name, decorator_list=decorators):
                if not any(isinstance(one, ast.Call) for one in decorators):  # as click's commands
                    yield name
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name


def unused(sources: Sequence[str]) -> list[str]:
    """The names that stand nowhere but where they are defined."""
    words = Counter(word for source in sources for word in re.findall(r"\w+", source))
    once = {word for word, count in words.items() if count == 1}
    # To parse a file takes long, and few files have a name that stands alone.
    few = [source for source in sources if once & set(DEFINED.findall(source))]
    found = once & {name for source in few for name in definitions(source)}
    # Python calls names in double underscores, and Qt methods whose names have a capital within.
    own = {name for name in found if not re.search(r"^__|^[a-z]+[A-Z]", name)}
    return sorted(own - CALLED_BY_LIBRARIES.keys())


def test_names_that_stand_alone_are_found() -> None:
    used = "LIMIT = 3\n\n\ndef size(n: int) -> int:\n    return min(n, LIMIT)\n"
    caller = "from a import size\n\n\ndef main() -> int:\n    return size(5)\n"
    assert unused([used, caller]) == ["main"]


def test_the_package_uses_all_that_it_defines() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))]
    assert len(texts) > 400
    assert unused(texts) == []
