"""The output of ``mnistgui gradcheck``: its JSON records and its lines."""

from collections.abc import Iterator
from math import isnan
from typing import Any

from mnistgui.data.dataset import Dataset
from mnistgui.nn.checked_gradient import CheckedEntry
from mnistgui.nn.difference_table import DifferenceTable
from mnistgui.nn.directional_check import DirectionalCheck
from mnistgui.notation import thousands
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_mistake import decay_rates
from mnistgui.training.examination import Examination
from mnistgui.training.mistakes import MISTAKES

_MOST_ROWS = 20  # of the table, on a terminal


def record(found: Examination) -> dict[str, Any]:
    """Convert an examination to JSON-able values.

    Parameters
    ----------
    found : Examination

    Returns
    -------
    dict
        ``right``, ``all_zero`` (every gradient is 0 both ways, which shows nothing),
        ``max_relative_error``, ``max_difference``, ``worst`` and ``parameters`` at the most exact
        step 1 / ``n``, and the ``curve`` over all of them.
    """
    curve, check = found.curve, found.check
    return {
        "right": found.right,
        "all_zero": check.all_zero,
        "max_relative_error": check.max_relative_error,
        "max_difference": check.max_difference,
        "n": int(curve.n[curve.best]),
        "worst": _entry(check.worst),
        "parameters": [
            {**_entry(one.worst), "checked": len(one.indices)} for one in check.parameters
        ],
        "curve": {"n": curve.n.tolist(), "max_difference": curve.max_difference.tolist()},
    }


def table_record(table: DifferenceTable) -> dict[str, Any]:
    """Convert a table to JSON-able values.

    Parameters
    ----------
    table : DifferenceTable

    Returns
    -------
    dict
        ``n``, ``weights``, ``analytic``, and ``numeric`` and ``ratio`` as a list a weight; a ratio
        is None where backpropagation says 0.
    """
    return {
        "n": table.n.tolist(),
        "weights": list(table.names),
        "analytic": table.analytic.tolist(),
        "numeric": table.numeric.tolist(),
        "ratio": [[None if isnan(r) else r for r in row] for row in table.ratios.tolist()],
    }


def directional_record(name: str, found: DirectionalCheck) -> dict[str, Any]:
    """Convert the check of a single function to JSON-able values.

    Parameters
    ----------
    name : str
        Of the function.
    found : DirectionalCheck

    Returns
    -------
    dict
        ``relative_error`` at the most exact step 1 / ``n``, and the ``curve`` over all of them.
    """
    return {
        "activation": name,
        "right": found.right,
        "relative_error": float(found.relative_error[found.best]),
        "n": int(found.n[found.best]),
        "curve": {"n": found.n.tolist(), "relative_error": found.relative_error.tolist()},
    }


def rates(config: TrainingConfig, dataset: Dataset, letter: str) -> dict[str, Any]:
    """Compute the intended learning rate at some steps, and the one with a mistake.

    Parameters
    ----------
    config : TrainingConfig
    dataset : Dataset
    letter : str
        ``"B"`` or ``"D"``.

    Returns
    -------
    dict
        ``training_digits``, and as ``learning_rate`` a list of ``epoch`` and ``step`` (counted
        from 1), ``meant`` and ``with_mistake``: with B at the ends of the epochs around each drop,
        with D at the last steps of the first epoch.
    """
    found = decay_rates(config, dataset, letter)
    columns = (found.epoch, found.step, found.meant, found.with_mistake)
    names = ("epoch", "step", "meant", "with_mistake")
    rows = zip(*(column.tolist() for column in columns), strict=True)
    named_rows = [dict(zip(names, row, strict=True)) for row in rows]
    return {"training_digits": found.n_digits, "learning_rate": named_rows}


def format_check(result: dict[str, Any]) -> Iterator[str]:
    """Format the check of a network, one line at a time.

    Parameters
    ----------
    result : dict
        :func:`record` with ``preset``, ``mistake`` and ``digits``, and where there are any those
        of :func:`rates` and of :func:`table_record` as ``table``.

    Yields
    ------
    str
    """
    letter = result["mistake"]
    swapped = f" with mistake {letter}, {MISTAKES[letter].title}" if letter else ""
    yield f"{result['preset']}{swapped}, on {result['digits']}:"
    yield f"{'':6}{'checked':>8}{'worst at':>14}{'backprop':>14}{'differences':>14}{'apart':>11}"
    for one in result["parameters"]:
        at = ",".join(map(str, one["index"]))
        yield (
            f"{one['parameter']:6}{one['checked']:8}{at:>14}{one['analytic']:14.6g}"
            f"{one['numeric']:14.6g}{one['difference']:11.1e}"
        )
    judged = "right" if result["right"] else "wrong"
    yield f"largest relative error {result['max_relative_error']:.1e}: the gradient is {judged}"
    if result["all_zero"]:
        yield "every gradient checked is 0 both ways, which shows nothing; check another unit"
    yield from _curve_lines("largest difference where weights are", result["curve"])
    if "table" in result:
        yield from _table_lines(result["table"])
    if letter:
        yield MISTAKES[letter].what
        yield MISTAKES[letter].shown
    if rows := result.get("learning_rate"):
        digits = thousands(result["training_digits"])
        yield f"learning rate of steps of {digits} digits an epoch, as meant and with the mistake:"
        yield f"{'epoch':>6}{'step':>8}{'meant':>14}{'mistaken':>14}"
        yield from (
            f"{r['epoch']:6}{r['step']:8}{r['meant']:14.3g}{r['with_mistake']:14.3g}" for r in rows
        )


def format_directional(result: dict[str, Any]) -> str:
    """Format the check of a single function.

    Parameters
    ----------
    result : dict
        As :func:`directional_record` gives it.

    Returns
    -------
    str
        A few lines.
    """
    judged = "right" if result["right"] else "wrong"
    error = f"relative error {result['relative_error']:.1e} at N = {result['n']}"
    first = f"{result['activation']} along a random direction: {error}: the derivative is {judged}"
    return "\n".join([first, *_curve_lines("relative error where the point is", result["curve"])])


def _entry(entry: CheckedEntry) -> dict[str, Any]:
    return {
        "parameter": entry.key,
        "index": list(entry.index),
        "analytic": entry.analytic,
        "numeric": entry.numeric,
        "difference": entry.difference,
    }


def _curve_lines(title: str, curve: dict[str, Any]) -> Iterator[str]:
    decades = [(n, d) for n, d in zip(*curve.values(), strict=True) if _is_decade(n)]
    yield f"{title} moved by 1 / N:"
    yield "N     " + "".join(f"{n:>10}" for n, _ in decades)
    yield "      " + "".join(f"{difference:10.1e}" for _, difference in decades)


def _table_lines(table: dict[str, Any]) -> Iterator[str]:
    """Yield the ratios at each decade, of the first weights."""
    decades = [i for i, n in enumerate(table["n"]) if _is_decade(n)]
    yield "differences over backpropagation, for each weight moved by 1 / N:"
    yield f"{'':14}{'backprop':>12}" + "".join(f"{table['n'][i]:>11}" for i in decades)
    rows = list(zip(table["weights"], table["analytic"], table["ratio"], strict=True))
    for name, gradient, ratios in rows[:_MOST_ROWS]:
        cells = ("-" if ratios[i] is None else f"{ratios[i]:.7f}" for i in decades)
        yield f"{name:14}{gradient:12.4g}" + "".join(f"{cell:>11}" for cell in cells)
    if len(rows) > _MOST_ROWS:
        yield f"... and {len(rows) - _MOST_ROWS} more weights; --table FILE.csv has all of them"


def _is_decade(n: int) -> bool:
    return str(n).strip("0") == "1"
