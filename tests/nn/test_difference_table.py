import csv
import io

import numpy as np
import pytest

from mnistgui.files.tables import table_text
from mnistgui.nn.activations import Tanh
from mnistgui.nn.build import build_network
from mnistgui.nn.difference_curve import DifferenceCurve, difference_curve
from mnistgui.nn.difference_table import difference_table
from mnistgui.nn.heads import Head, Softmax
from mnistgui.nn.initializers import GlorotUniform
from mnistgui.nn.mistakes import OnlyTrueClass


def checked(head: Head, layer: int | None = None, unit: int | None = None) -> DifferenceCurve:
    rng = np.random.default_rng(3)
    network = build_network((6, 5), Tanh(), head, GlorotUniform(0.5), rng, n_inputs=12)
    x, targets = rng.uniform(0, 1, (3, 12)), np.array([2, 2, 2])
    *_, curve = difference_curve(network, x, targets, layer=layer, unit=unit)
    return curve


def test_every_weight_has_its_ratio_at_every_step_and_it_goes_to_1() -> None:
    table = difference_table(checked(Softmax(), layer=3, unit=2))
    assert table.names == tuple(f"W3[2, {k}]" for k in range(10))
    assert table.ratios.shape == table.numeric.shape == (10, 11)
    errors = np.abs(table.ratios - 1).max(axis=0)
    by_n = dict(zip(table.n.tolist(), errors.tolist(), strict=True))
    assert by_n[100] / by_n[1000] == pytest.approx(100, rel=0.1)
    assert by_n[10_000] < 1e-7


def test_weights_and_biases_of_all_layers_are_named_in_their_order() -> None:
    table = difference_table(checked(Softmax()))
    assert len(table.names) == 12 * 6 + 6 + 6 * 5 + 5 + 5 * 10 + 10
    assert table.names[71:74] == ("W1[11, 5]", "b1[0]", "b1[1]")


def test_a_gradient_of_0_has_no_ratio_and_an_empty_cell() -> None:
    table = difference_table(checked(OnlyTrueClass(), layer=3, unit=2))
    without = np.isnan(table.ratios).all(axis=1)
    assert np.flatnonzero(~without).tolist() == [2]
    rows = list(csv.reader(io.StringIO(table_text(table.rows()))))
    assert rows[1][2:13] == [""] * 11
    assert rows[1][13:] == [repr(number) for number in table.numeric[0].tolist()]


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_the_text_of_a_table_gives_back_the_same_numbers(delimiter: str) -> None:
    table = difference_table(checked(Softmax(), layer=1))
    text = table_text(table.rows(), delimiter)
    head, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    assert head[:3] == ["weight", "backpropagation", "ratio at N = 1"]
    assert head[-1] == "difference quotient at N = 100000"
    assert [row[0] for row in rows] == list(table.names)
    found = np.array([row[1:] for row in rows], np.float64)
    assert (found[:, 0] == table.analytic).all()
    assert (found[:, 1:12] == table.ratios).all()
    assert (found[:, 12:] == table.numeric).all()
