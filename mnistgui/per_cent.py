"""Shares as people read them: one way everywhere, with a space before the sign."""


def per_cent(share: float, decimals: int = 2) -> str:
    """Write a share out.

    Parameters
    ----------
    share : float
        1 is all of it.
    decimals : int
        Digits after the point.

    Returns
    -------
    str
        Such as ``"97.50 %"``.
    """
    return f"{100 * share:.{decimals}f} %"
