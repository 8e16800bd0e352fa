"""The rows of the table of runs, in groups or one below the other, which are kept up to date."""

from collections.abc import Sequence
from dataclasses import dataclass

from mnistgui.ui.panels.runs.columns import Column, TableCell
from mnistgui.ui.panels.runs.looks import RowLook
from mnistgui.ui.panels.runs.row import GroupLook, RunRow, RunTable
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_grouping import group_name, groups_of, matches


@dataclass(frozen=True)
class Listing:
    """How runs are listed.

    Parameters
    ----------
    columns : tuple of Column
    shown : dict of str to bool
        By the name of each column.
    grouped : bool
        Whether runs that differ in the seed alone stand below one row.
    wanted : str
        Words that a run has to have; empty for all runs.
    """

    columns: tuple[Column, ...]
    shown: dict[str, bool]
    grouped: bool
    wanted: str


class RunRows:
    """Fills the table; a row is redrawn only if its content has changed.

    Parameters
    ----------
    table : RunTable
    """

    def __init__(self, table: RunTable) -> None:
        self._table = table
        self._rows: dict[int, RunRow] = {}
        self._groups: list[RunRow] = []
        self._members: list[list[int]] = []

    def row_of(self, number: int) -> RunRow | None:
        """Return the row of a run that is listed."""
        return self._rows.get(number)

    def show(
        self,
        runs: Sequence[Run],
        looks: dict[int, RowLook],
        listing: Listing,
        columns_changed: bool,
    ) -> None:
        """List runs.

        Parameters
        ----------
        runs : sequence of Run
        looks : dict of int to RowLook
            By the run's number.
        listing : Listing
        columns_changed : bool
            Whether rows show other columns than before.
        """
        groups = groups_of(runs) if listing.grouped else [[run] for run in runs]
        members = [[run.number for run in group] for group in groups]
        if not listing.grouped:
            members = [[number for group in members for number in group]]
        if members != self._members or listing.grouped != bool(self._groups):
            self._arrange(members, grouped=listing.grouped)
        if columns_changed:
            for row in (*self._rows.values(), *self._groups):
                row.look = None
        for run in runs:
            name = looks[run.number].name
            row = self._rows[run.number]
            row.show_run(looks[run.number], _cells(run, listing), listing.columns)
            row.setHidden(not matches(run, name, listing.wanted))
        for place, (group_row, group) in enumerate(zip(self._groups, groups, strict=False)):
            look = GroupLook(group_name(group, runs), _group_cells(group, listing))
            group_row.show_group(look, listing.columns, place)
            group_row.setHidden(all(self._rows[run.number].isHidden() for run in group))

    def _arrange(self, members: list[list[int]], *, grouped: bool) -> None:
        """Put the rows where they belong; those of runs that are gone are taken away."""
        self._take_all_out()
        wanted = [number for group in members for number in group]
        self._rows = {number: self._rows.get(number) or RunRow(number) for number in wanted}
        self._members = members
        self._groups = [RunRow(0) for _ in members] if grouped else []
        self._table.setRootIsDecorated(grouped)
        if not grouped:
            self._table.addTopLevelItems([self._rows[number] for number in wanted])
            return
        for group, numbers in zip(self._groups, members, strict=True):
            group.addChildren([self._rows[number] for number in numbers])
            self._table.addTopLevelItem(group)
            group.setExpanded(True)
            group.setFirstColumnSpanned(False)

    def _take_all_out(self) -> None:
        for group in self._groups:
            group.takeChildren()
        while self._table.topLevelItemCount():
            self._table.takeTopLevelItem(0)


def _cells(run: Run, listing: Listing) -> tuple[TableCell, ...]:
    """The cells of the columns that are shown; those of others cost nothing."""
    return tuple(
        column.of_run(run) if listing.shown.get(column.name) else TableCell()
        for column in listing.columns
    )


def _group_cells(group: Sequence[Run], listing: Listing) -> tuple[TableCell, ...]:
    return tuple(
        column.of_group(group) if listing.shown.get(column.name) else TableCell()
        for column in listing.columns
    )
