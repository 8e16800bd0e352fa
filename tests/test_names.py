"""No public class name has two owners: a reader with grep meets one thing under one word."""

import ast
from collections import defaultdict
from pathlib import Path

import mnistgui

PACKAGE = Path(mnistgui.__file__).parent


def test_no_public_class_name_has_two_owners() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                owners[node.name].append(str(path.relative_to(PACKAGE)))
    shared = {name: places for name, places in owners.items() if len(places) > 1}
    assert shared == {}
