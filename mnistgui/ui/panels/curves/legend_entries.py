"""Groups the curves of a plot into the entries of its legend."""

from mnistgui.ui.panels.curves.one_series import Series


def legend_entries(series: tuple[Series, ...], *, thin: bool = False) -> list[list[Series]]:
    """Return the curves of each run together, or each curve by itself."""
    entries: dict[object, list[Series]] = {}
    for i, curve in enumerate(series):
        if curve.thin == thin:
            entries.setdefault(curve.run or i, []).append(curve)
    return list(entries.values())


def several_runs(series: tuple[Series, ...]) -> bool:
    """Return whether curves belong to several runs."""
    return any(curve.run for curve in series)


def entry_name(entry: list[Series]) -> str:
    """Return the name of a run, or of a curve by itself."""
    return entry[0].run or entry[0].label
