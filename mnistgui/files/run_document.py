"""The raw content of a run file: one JSON document, and arrays by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class RunDocument:
    """The raw content of a run file, which is not checked yet.

    Parameters
    ----------
    facts : mapping of str to JSON-able values
        ``schema`` is its version; see :mod:`mnistgui.files.run_schema`.
    arrays : mapping of str to ndarray
        By path, such as ``"parameters/W1"``.
    """

    facts: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]

    def below(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the arrays of one group.

        Parameters
        ----------
        prefix : str
            With a slash at its end, such as ``"parameters/"``.

        Returns
        -------
        dict of str to ndarray
            By the rest of their path.
        """
        return {
            path.removeprefix(prefix): array
            for path, array in self.arrays.items()
            if path.startswith(prefix)
        }
