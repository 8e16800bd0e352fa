"""A constraint on the cells of a study, as people write it: "parameters between 0.5M and 1M"."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mnistgui.errors import UserError

_NUMBER = r"([-+]?\d[\d.]*(?:e[-+]?\d+)?)\s*([kKM]?)"
_BETWEEN = re.compile(rf"(\w+)\s+between\s+{_NUMBER}\s+and\s+{_NUMBER}\Z")
_COMPARED = re.compile(rf"(\w+)\s*(<=|>=|<|>|at most|at least|below|above)\s*{_NUMBER}\Z")
_FACTORS = {"": 1.0, "k": 1e3, "K": 1e3, "M": 1e6}
_WORDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "below": operator.lt,
    "<=": operator.le,
    "at most": operator.le,
    ">": operator.gt,
    "above": operator.gt,
    ">=": operator.ge,
    "at least": operator.ge,
}


@dataclass(frozen=True)
class Clause:
    """One condition on one quantity.

    Parameters
    ----------
    quantity : str
        ``"parameters"`` or the name of a setting.
    word : str
        A key of the words of comparison.
    bound : float
    """

    quantity: str
    word: str
    bound: float

    def holds(self, quantities: Mapping[str, Any]) -> bool:
        """Return whether a cell meets it.

        Parameters
        ----------
        quantities : mapping of str to object
            Of a cell.

        Returns
        -------
        bool

        Raises
        ------
        UserError
            The cell has no such number.
        """
        value = quantities.get(self.quantity)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UserError(
                f"{self.quantity!r} is no number of a cell; parameters and settings that are "
                "numbers can be bounded"
            )
        return _WORDS[self.word](value, self.bound)


def parse_where(text: str) -> tuple[Clause, ...]:
    """Read a constraint; several conditions have commas between them.

    Parameters
    ----------
    text : str
        Empty for none.

    Returns
    -------
    tuple of Clause

    Raises
    ------
    UserError
        It is written otherwise.
    """
    clauses: list[Clause] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        between, compared = _BETWEEN.match(part), _COMPARED.match(part)
        if between:
            name, *bounds = between.groups()
            low, high = _number(*bounds[:2]), _number(*bounds[2:])
            clauses += [Clause(name, ">=", low), Clause(name, "<=", high)]
        elif compared:
            name, word, *bound = compared.groups()
            clauses.append(Clause(name, word, _number(*bound)))
        else:
            raise UserError(
                f"{part!r} is no constraint; 'parameters between 0.5M and 1M', "
                "'parameters < 1M' and 'hidden_1 at least 100' are understood"
            )
    return tuple(clauses)


def _number(digits: str, suffix: str) -> float:
    try:
        return float(digits) * _FACTORS[suffix]
    except ValueError as fault:
        raise UserError(f"{digits!r} is no number") from fault
