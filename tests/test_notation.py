"""Numbers have one notation in the whole window."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mnistgui
from mnistgui.notation import points, with_minus

_OWN_SIGN = re.compile(r"""\} %["']|replace\(["']-["']|["']\\u2212|\{[^{}]*:[^{}]*%\}""")


@pytest.mark.parametrize(
    ("change", "decimals", "written"),
    [(0.031, 0, "+3"), (-0.0025, 2, "−0.25"), (0.0, 0, "+0"), (-1.0, 1, "−100.0")],
)
def test_points_have_their_sign(change: float, decimals: int, written: str) -> None:
    assert points(change, decimals) == written


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_with_minus_is_the_same_number(number: float) -> None:
    written = with_minus(f"{number:.17g}")
    assert "-" not in written
    assert float(written.replace("\u2212", "-")) == number


def test_no_module_of_the_window_writes_per_cent_or_minus_by_itself() -> None:
    strays = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted((Path(mnistgui.__file__).parent / "ui").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if _OWN_SIGN.search(line)
    ]
    assert strays == []
