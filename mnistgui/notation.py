"""Numbers as people read them: one minus sign of a digit's width, thousands apart."""

MINUS = "\u2212"
_THOUSAND, _MILLION = 1e3, 1e6


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


def thousands(number: float, decimals: int = 0) -> str:
    """Write a number out with its thousands apart.

    Parameters
    ----------
    number : float
        Any number, such as how many digits there are.
    decimals : int
        Digits after the point.

    Returns
    -------
    str
        Such as ``"60,000"`` or ``"−1,234.5"``.
    """
    return with_minus(f"{number:,.{decimals}f}")


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


def three_significant(value: float) -> str:
    """Write three significant digits, without a power of ten for values below a million.

    Parameters
    ----------
    value : float
        Any number, inf and nan included.

    Returns
    -------
    str
        Such as ``"0.0605"``, ``"1,330"`` or ``"2.1e+11"``.
    """
    rounded = float(f"{value:.3g}")
    plain = _THOUSAND <= abs(rounded) < _MILLION
    return thousands(rounded) if plain else with_minus(f"{value:.3g}")
