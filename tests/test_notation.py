"""Numbers have one notation in the whole window."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mnistgui
from mnistgui.notation import points, thousands, three_significant, with_minus

_PACKAGE = Path(mnistgui.__file__).parent
_OWN_SIGN = re.compile(r"""\} %["']|replace\(["']-["']|["']\\u2212|\{[^{}]*:[^{}]*%\}""")
_SHORT_NUMBER = re.compile(r"\{[^{}]*:\.?\d?[eg]\}")  # may have a minus of its own
_NOT_SHOWN = ("with_minus(", "float(f", "pt", "n / 5", "self._span", "_STEPS[", "QLineEdit(")
_OWN_THOUSANDS = re.compile(r"""\{[^{}"']*:,(?:\.\d+f)?\}""")


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [
        *(
            (60_000, 0, "60,000"),
            (999, 0, "999"),
            (-1234.5, 1, "−1,234.5"),
            (2.5e6, 0, "2,500,000"),
        ),
        *((np.int64(70_000), 0, "70,000"), (float("inf"), 1, "inf")),
    ],
)
def test_thousands_stand_apart(number: float, decimals: int, written: str) -> None:
    assert thousands(number, decimals) == written


@pytest.mark.parametrize(
    ("change", "decimals", "written"),
    [(0.031, 0, "+3"), (-0.0025, 2, "−0.25"), (0.0, 0, "+0"), (-1.0, 1, "−100.0")],
)
def test_points_have_their_sign(change: float, decimals: int, written: str) -> None:
    assert points(change, decimals) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        *((0.06049, "0.0605"), (2.5, "2.5"), (999.9, "1,000"), (1331.0, "1,330")),
        *((-999_400.0, "−999,000"), (999_900.0, "1e+06"), (2.1e11, "2.1e+11"), (0.0, "0")),
        *((float("inf"), "inf"), (float("nan"), "nan")),
    ],
)
def test_three_significant_digits_are_written_plainly_up_to_a_million(
    value: float, written: str
) -> None:
    assert three_significant(value) == written


@given(st.floats(-1e300, 1e300))
def test_three_significant_digits_are_within_half_a_per_cent(number: float) -> None:
    written = three_significant(number).replace("\u2212", "-").replace(",", "")
    assert float(written) == pytest.approx(number, rel=0.0051, abs=1e-300)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_with_minus_is_the_same_number(number: float) -> None:
    written = with_minus(f"{number:.17g}")
    assert "-" not in written
    assert float(written.replace("\u2212", "-")) == number


def test_no_module_of_the_window_writes_per_cent_or_minus_by_itself() -> None:
    assert list(_lines_with(_OWN_SIGN, Path("ui"))) == []


def test_no_module_of_the_window_shows_a_short_number_with_a_hyphen() -> None:
    shown = _lines_with(_SHORT_NUMBER, Path("ui"))
    assert [line for line in shown if not any(known in line for known in _NOT_SHOWN)] == []


def test_every_plot_has_axes_with_our_minus() -> None:
    made = [*_lines_with(re.compile(r"pg\.PlotWidget\("), Path("ui"))]
    assert [line.split(":")[0] for line in made] == ["log_axis.py"]


@pytest.mark.parametrize("room", ["ui", "cli"])
def test_no_module_sets_thousands_apart_by_itself(room: str) -> None:
    assert list(_lines_with(_OWN_THOUSANDS, Path(room))) == []


def _lines_with(pattern: re.Pattern[str], room: Path) -> Iterator[str]:
    for path in sorted((_PACKAGE / room).rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if pattern.search(line):
                yield f"{path.name}:{number}: {line.strip()}"
