import re

import numpy as np

from mnistgui.inspection.numbers.as_latex import formula_latex, walk_latex
from mnistgui.inspection.numbers.as_text import csv_rows, walk_text
from mnistgui.inspection.numbers.derivations import TITLES, derivation
from mnistgui.inspection.numbers.example import WORKED
from mnistgui.inspection.numbers.walk import walk


def test_text_has_formula_words_line_and_numbers() -> None:
    text = walk_text(walk(WORKED.example("worked")), (1, 2))
    part = text[text.index("Backward: dW3") :].split("\n\n")[0]
    assert "Backward: dW3 = a2^T delta3\n" in part
    assert "of_W = weight_gradient(x, delta)" in part
    assert "  dW3[1, 2] = 15 * (-0.9999999586006245) = -14.999999379009367\n" in part
    assert "A weight's gradient is what went in" in part


def test_latex_is_balanced_and_has_the_same_numbers() -> None:
    found = walk(WORKED.example("50 % & more_"))
    latex = walk_latex(found)
    bare = re.sub(r"\\verb(.).*?\1", "", latex)
    assert bare.count("{") == bare.count("}")
    assert latex.count(r"\begin{gather*}") == latex.count(r"\end{gather*}")
    assert latex.count(r"\begin{gather*}") == len(found.calculations)
    assert r"\section*{50 \% \& more\_}" in latex
    assert r"\delta_{2} = da_{2} \odot" in latex
    assert r"1.9792597960067815 \times 10^{-32}" in latex
    assert r"z_{1}[0] = 1 \cdot 1 + (-1) \cdot (-2) + 1 \cdot 1 + 1 = 5" in latex
    assert r"\text{naive loss} =" in latex


def test_a_formula_becomes_latex() -> None:
    assert formula_latex("dW1 = a0^T delta1") == r"dW_{1} = a_{0}^{\top} \delta_{1}"
    assert formula_latex("W1' = W1 - rate * dW1") == r"W_{1}^{\prime} = W_{1} - \eta \cdot dW_{1}"


def test_every_number_is_in_the_table() -> None:
    one = walk(WORKED.example("worked")).named("W3'")
    rows = list(csv_rows(one))
    assert len(rows) == 3 * 6
    new = {(row, column): value for _, name, row, column, value in rows if name == "W3'"}
    assert new == {place: float(value) for place, value in np.ndenumerate(one.result.array)}


def test_single_numbers_have_no_row() -> None:
    rows = list(csv_rows(walk(WORKED.example("worked")).named("loss")))
    assert ("loss", "loss", None, None, 17.000000041399378) in rows


def test_derivations_are_those_of_the_page() -> None:
    texts = [derivation(title) for title in TITLES]
    assert "**dL/dz = p - y**" in texts[0]
    assert "### By the Jacobian" in texts[0]
    assert "## The stable form" in texts[1]
    assert "delta_L     = (p - y) / n" in texts[2]
