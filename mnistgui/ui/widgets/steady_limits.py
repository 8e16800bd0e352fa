"""Limits of an axis that change as seldom as possible: its labels are costly to paint."""

Limits = tuple[float, float]
EDGE_SHARE = 0.015  # of a span; beside the outermost mark, half of which would be cut off
_MARGIN_SHARE = 0.06
_FLAT_SHARE = 1e-3  # a smaller span than this part of the values is shown as none


def steady(wanted: Limits, now: Limits | None) -> Limits:
    """Return limits that contain the wanted ones, and change only if that is needed.

    Parameters
    ----------
    wanted : tuple of float
        Lowest and highest value to be seen.
    now : tuple of float or None
        The limits shown.

    Returns
    -------
    tuple of float
        ``now`` or new ones with a margin.
    """
    low, high = wanted
    size = max(abs(low), abs(high), 1e-9)
    span = high - low if high - low > _FLAT_SHARE * size else size
    if now is not None and now[1] - now[0] < 1.6 * span:
        least = wider(wanted, EDGE_SHARE)
        if now[0] <= least[0] and least[1] <= now[1]:
            return now
    return low - _MARGIN_SHARE * span, high + _MARGIN_SHARE * span


def wider(limits: Limits, part: float) -> Limits:
    """Return limits with a margin on either side, as a fraction of their span."""
    room = part * (limits[1] - limits[0])
    return limits[0] - room, limits[1] + room
