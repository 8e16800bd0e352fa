"""Orders names by the numbers in them: ``dense_2`` comes before ``dense_10``."""

import re


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key that compares digits by their value.

    Parameters
    ----------
    name : str

    Returns
    -------
    tuple
        For :func:`sorted`.
    """
    parts = re.split(r"([0-9]{1,9})", name)
    return tuple((1, int(p), "") if i % 2 else (0, 0, p) for i, p in enumerate(parts))
