"""Names: no public class name has two owners, and lengths and times say their units."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import mnistgui

PACKAGE = Path(mnistgui.__file__).parent
WITH_WINDOW = ("ui", "bench/window", "bench/tour")

UNITS = {
    "pixels": "_PIXELS",
    "points": "_POINTS",
    "milliseconds": "_MS",
    "seconds": "_SECONDS",
    "characters": "_CHARACTERS",
    "letters": "_LETTERS",
    "lines": "_LINES",
    "bytes": "_BYTES",
    "heights": "_HEIGHTS",
    "widths": "_WIDTHS",
}
RATIOS = ("_SHARE", "_FACTOR", "_SCALE")  # of what the comment says
MEASURE = re.compile(
    r"(^|_)(WIDTH|HEIGHT|SIZE|GAP|MARGINS?|SPACING|RADIUS|SIDE|CELL|APART|DISTANCE|LENGTH"
    r"|DELAY|INTERVAL|PAUSE|WAIT|TIMEOUT|DURATION|AGE)$"
)
IN_PIXELS = ("QSize(", "QSizeF(", "QMargins(", "QMarginsF(")


def test_no_public_class_name_has_two_owners() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                owners[node.name].append(str(path.relative_to(PACKAGE)))
    shared = {name: places for name, places in owners.items() if len(places) > 1}
    assert shared == {}


def constants(source: str) -> Iterator[tuple[str, str, str]]:
    """Name, value and comment of each constant of a file that is made of numbers."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign) or not re.search(r"\b\d", ast.unparse(node.value)):
            continue
        comment = " ".join(lines[node.lineno - 1 : node.end_lineno]).partition("  # ")[2]
        for name in ast.walk(node.targets[0]):
            if isinstance(name, ast.Name):
                yield name.id, ast.unparse(node.value), comment


def without_unit(source: str) -> list[str]:
    """The lengths, sizes and times that do not say in what they are measured."""
    found = []
    for name, value, comment in constants(source):
        said = UNITS.get(re.split(r"\W", comment)[0])
        is_measure = bool(MEASURE.search(name)) or value.startswith(IN_PIXELS) or said is not None
        if is_measure and not name.endswith((*UNITS.values(), *RATIOS)):
            found.append(name)
    return found


def test_measures_without_units_are_found() -> None:
    source = (
        "_GAP, NAME_WIDTH = 3, 4\nLEAST = QSize(3, 4)\n_NEAR = 14.0  # pixels\n"
        "_GAP_PIXELS = 3\nREST_MS = 3  # milliseconds\n_TITLES = ('a', 'b')\n_MOST = 5\n"
    )
    assert without_unit(source) == ["_GAP", "NAME_WIDTH", "LEAST", "_NEAR"]


def test_lengths_and_times_of_the_window_say_their_units() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): names
        for room in WITH_WINDOW
        for path in sorted((PACKAGE / room).rglob("*.py"))
        if (names := without_unit(path.read_text(encoding="utf-8")))
    }
    assert found == {}
