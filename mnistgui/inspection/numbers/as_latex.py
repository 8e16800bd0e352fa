"""Calculations as LaTeX, for amsmath."""

import re

import numpy as np

from mnistgui.inspection.numbers.calculation import Calculation, Cell, Named, number
from mnistgui.inspection.numbers.walk import Walk

MOST_SIDE = 8  # rows and columns of a matrix that is written out
_NAMES = {"delta": r"\delta", "rate": r"\eta", "l2": r"\lambda", "momentum": r"\mu"}
_GREEK = {"beta1": r"\beta_1", "beta2": r"\beta_2", "epsilon": r"\epsilon", "loss": "L"}
_FUNCTIONS = {"exp": r"\exp", "log": r"\log", "max": r"\max", "tanh": r"\tanh"}
_WORDS = {
    **_NAMES,
    **_GREEK,
    **_FUNCTIONS,
    "sqrt": r"\operatorname{sqrt}",
    "sum": r"\operatorname{sum}",
    "inf": r"\infty",
    "nan": r"\mathrm{NaN}",
}
_POWER_OF_TEN = re.compile(r"(\d(?:\.\d+)?)e([+-]?\d+)")
_TOKEN = re.compile(r"[A-Za-z]+\d*'?(?:\^T)?|\d+(?:\.\d+)?(?:e[+-]?\d+)?|.")
_NAME = re.compile(r"(delta|[A-Za-z]+?)(\d*)('?)(\^T)?")


def formula_latex(text: str, times: str = r"\cdot") -> str:
    """Convert a formula of the program's to LaTeX.

    Parameters
    ----------
    text : str
        Such as ``"dW1 = a0^T delta1"``.
    times : str
        What a star becomes.

    Returns
    -------
    str
    """
    return "".join(_converted(piece, times) for piece in _TOKEN.findall(text))


def _converted(piece: str, times: str) -> str:
    if piece == "*":
        return times
    if piece[0].isdigit():
        return _POWER_OF_TEN.sub(lambda m: rf"{m[1]} \times 10^{{{int(m[2])}}}", piece)
    if piece[0].isalpha():
        return _name(piece)
    return {">": ">", "%": r"\%", "_": r"\_"}.get(piece, piece)


def _name(piece: str) -> str:
    if piece in _WORDS:
        return _WORDS[piece]
    found = _NAME.fullmatch(piece)
    if found is None or (len(found[1]) > 3 and found[1] not in _NAMES):
        return rf"\text{{ {piece} }}"
    letters, index, prime, transposed = found.groups()
    name = _NAMES.get(letters, letters)
    below = f"_{{{index}}}" if index else ""
    above = (r"\prime" if prime else "") + (r"\top" if transposed else "")
    return f"{name}{below}" + (f"^{{{above}}}" if above else "")


def array_latex(one: Named) -> str:
    """Write an array as a matrix, or as its shape where it is large."""
    array = one.array
    name = _name(one.name) if one.name.isidentifier() or "'" in one.name else one.name
    name = rf"\text{{{name}}}" if " " in name else name
    if array.ndim and max(array.shape) > MOST_SIDE:
        shape = r" \times ".join(map(str, array.shape))
        return rf"{name} \in \mathbb{{R}}^{{{shape}}}"
    rows = np.atleast_2d(array)
    body = r" \\ ".join(" & ".join(formula_latex(number(v)) for v in row) for row in rows)
    return (
        rf"{name} = \begin{{bmatrix}} {body} \end{{bmatrix}}" if array.ndim else f"{name} = {body}"
    )


def calculation_latex(one: Calculation, cell: Cell) -> str:
    """Write a calculation; see :func:`~mnistgui.inspection.numbers.as_text.calculation_text`."""
    spelled = formula_latex(one.spelled(one.clipped(cell)))
    lines = [
        rf"\paragraph{{{_escaped(one.phase.value)}}} {_escaped(one.sentence)}",
        *(
            rf"\verb|{line.path}|, line {line.number}: {_verbatim(line.text)}\\"
            for line in one.lines
        ),
        r"\begin{gather*}",
        " \\\\\n".join(
            (
                formula_latex(one.symbols, r"\odot"),
                spelled,
                *(array_latex(array) for array in (one.result, *one.beside)),
            )
        ),
        r"\end{gather*}",
    ]
    if one.remark:
        lines.append(_escaped(one.remark))
    return "".join(f"{line}\n" for line in lines)


def walk_latex(walk: Walk, cell: Cell = (0, 0)) -> str:
    """Write all calculations as a document that compiles by itself."""
    body = "\n".join(calculation_latex(one, cell) for one in walk.calculations)
    title = _escaped(walk.example.name)
    return (
        "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\begin{document}\n"
        f"\\section*{{{title}}}\n{body}\\end{{document}}\n"
    )


def _verbatim(text: str) -> str:
    """Write a line of source, between signs that are not in it."""
    bar = next(sign for sign in "|!+@;" if sign not in text)
    return rf"\verb{bar}{text}{bar}"


def _escaped(text: str) -> str:
    return re.sub(r"([%&#_${}])", r"\\\1", text).replace("^", r"\^{}")
