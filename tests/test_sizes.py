"""No function is longer than a screen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import mnistgui

MOST_LINES = 50
PACKAGE = Path(mnistgui.__file__).parent


def functions(source: str) -> Iterator[tuple[str, int]]:
    """The name of every function, however deep, and its lines with signature and docstring."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def test_lines_of_functions_within_functions_are_counted_too() -> None:
    source = "def a():\n    '''Words.'''\n    def b():\n        return 1\n    return b\n"
    assert dict(functions(source)) == {"a": 5, "b": 2}


def test_no_function_is_longer_than_a_screen() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    assert len(modules) > 400
    long = [
        f"{module.relative_to(PACKAGE)}: {name} has {lines} lines"
        for module in modules
        for name, lines in functions(module.read_text(encoding="utf-8"))
        if lines > MOST_LINES
    ]
    assert long == []
