"""Numbers below zero as people read them: one minus sign everywhere, of a digit's width."""

MINUS = "\u2212"


def with_minus(number: str) -> str:
    """Write the minus signs of a formatted number as such, where Python has hyphens.

    Parameters
    ----------
    number : str
        A formatted number, such as ``"-0.5"`` or ``"1e-5"``.

    Returns
    -------
    str
        Such as ``"−0.5"`` or ``"1e−5"``.
    """
    return number.replace("-", MINUS)


def points(change: float, decimals: int = 0) -> str:
    """Write a change of a share out in percentage points, always with its sign.

    Parameters
    ----------
    change : float
        1 is a hundred points.
    decimals : int
        Digits after the point.

    Returns
    -------
    str
        Such as ``"+3"`` or ``"−0.25"``.
    """
    return with_minus(f"{100 * change:+.{decimals}f}")
