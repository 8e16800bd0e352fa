from collections.abc import Iterable

import numpy as np

from mnistgui.files.tables import Cell
from mnistgui.ui.panels.curves.curve_table import Axis, curve_table
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.thinning import Curve


def series(label: str, x: list[float], y: list[float], run: str = "") -> Series:
    return Series(label, np.array(x), np.array(y), "#000000", run=run)


def test_each_point_has_its_curve_its_step_and_its_epoch() -> None:
    curves = (series("batch", [1, 2], [0.1 + 0.2, np.inf]), series("test", [4], [0.5]))
    table = curve_table(curves, Axis(steps_per_epoch={"": 4.0}), "Loss")
    assert table.header == ("curve", "step", "epoch", "Loss")
    assert tuple(table.rows) == (
        ("batch", 1.0, 0.25, 0.30000000000000004),
        ("batch", 2.0, 0.5, np.inf),
        ("test", 4.0, 1.0, 0.5),
    )


def test_over_epochs_the_steps_of_each_run_are_told() -> None:
    curves = (series("test", [1, 2], [3, 4], "a"), series("test", [1], [5], "b"))
    table = curve_table(curves, Axis(by_epoch=True, steps_per_epoch={"a": 10.0, "b": None}), "Loss")
    assert table.header == ("run", "curve", "step", "epoch", "Loss")
    assert tuple(table.rows) == (
        ("a", "test", 10, 1.0, 3.0),
        ("a", "test", 20, 2.0, 4.0),
        ("b", "test", None, 1.0, 5.0),
    )


def test_a_long_table_is_made_only_when_it_is_read() -> None:
    steps = np.arange(1.0, 75_001.0)
    asked: list[str] = []

    class Noting(Axis):
        def steps_and_epochs(self, x: Curve, run: str) -> tuple[Iterable[Cell], Iterable[Cell]]:
            asked.append(run)
            return super().steps_and_epochs(x, run)

    table = curve_table((Series("batch", steps, 1 / steps, "#000000"),), Noting(), "Loss")
    assert len(table.rows) == 75_000
    assert not asked
    assert table.rows[-1] == ("batch", 75_000.0, None, 1 / 75_000)
    assert len(table.lines) == 75_001
    assert asked == [""]
