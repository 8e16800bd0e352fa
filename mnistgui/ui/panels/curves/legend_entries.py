"""What a legend names together."""

from mnistgui.ui.panels.curves.one_series import Series


def legend_entries(series: tuple[Series, ...], *, thin: bool = False) -> list[list[Series]]:
    """What is named together: the curves of a run, or a curve by itself."""
    entries: dict[object, list[Series]] = {}
    for i, curve in enumerate(series):
        if curve.thin == thin:
            entries.setdefault(curve.run or i, []).append(curve)
    return list(entries.values())


def several_runs(series: tuple[Series, ...]) -> bool:
    """Whether curves are of several runs."""
    return any(curve.run for curve in series)


def entry_name(entry: list[Series]) -> str:
    """The name of a run, or of a curve by itself."""
    return entry[0].run or entry[0].label
