"""The weight images of several runs beside each other, each run with its name and its scale."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.nn.layers import Dense
from mnistgui.ui.panels.weights.weight_table import weight_table
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_names import distinguishing_names
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.colour_scale import ColourScale
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.signed_levels import signed_levels, weight_limit
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

MOST_RUNS = 6
MOST_UNITS = 100  # of each run
_LEAST_HEIGHT_PIXELS = 56  # two rows of images, so that name and scale are seen beside them


class WeightsOfRuns(QWidget):
    """A column for each run whose curves are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._shown: list[tuple[str, Dense]] = []
        self.setObjectName("weights_beside")
        self.setAccessibleName(tr("Weight images of several runs"))
        self.columns = [_Column(number) for number in range(MOST_RUNS)]
        self.nothing = ElidedLabel("weights_beside_nothing", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing)
        for column in self.columns:
            layout.addWidget(column, 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        for column in self.columns:
            column.set_theme(theme)

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show the first layer of each run that has room.

        Parameters
        ----------
        runs : sequence of Run
            Those without a network are left out.
        """
        names = distinguishing_names(tuple(runs))
        networks = [(names[run.number], run.network) for run in runs]
        self._shown = [(name, one.dense_layers()[0]) for name, one in networks if one is not None]
        left_out = len(self._shown) - MOST_RUNS
        self._shown = self._shown[:MOST_RUNS]
        for i, column in enumerate(self.columns):
            column.setVisible(i < len(self._shown))
            if i < len(self._shown):
                column.show_layer(*self._shown[i])
        self.nothing.setText(_what_is_missing(len(self._shown), left_out))
        self.nothing.setVisible(bool(self.nothing.text()))

    def table(self) -> Table:
        """Return the weights of every run that is shown, a row for each unit."""
        tables = [(name, weight_table(layer, slice(0, MOST_UNITS))) for name, layer in self._shown]
        if not tables:
            return Table((), ())
        header = (tr("run"), *tables[0][1].header)
        return Table.from_rows(header, ((name, *row) for name, one in tables for row in one.rows))


class _Column(QWidget):
    """One run: its name, its images, and the scale of their colours."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._name = ElidedLabel(f"weights_beside_name_{number}", "")
        self._scale = ColourScale()
        self._colours = pictures.weight_colours(LIGHT)
        self.grid = TileGrid("")
        self.grid.setObjectName(f"weights_beside_grid_{number}")
        self.grid.setAccessibleName(tr("Weight images of a run"))
        self.grid.setMinimumHeight(_LEAST_HEIGHT_PIXELS)
        # The images of all runs are one figure, which takes the focus as a whole.
        self.grid.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scale.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._name)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self._scale)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._colours = pictures.weight_colours(theme)
        self._scale.set_theme(theme)
        self.grid.set_theme(theme)

    def show_layer(self, name: str, layer: Dense) -> None:
        """Show the units of a layer that reads pixels."""
        self._name.setText(name)
        self.grid.setAccessibleName(tr("Weight images of {0}").format(name))
        limit = weight_limit(layer.W)
        self._scale.set_limit(limit)
        levels = signed_levels(layer.W.T[:MOST_UNITS], limit)
        self.grid.set_tiles(Tiles(pictures.strip(levels, self._colours)))


def _what_is_missing(shown: int, left_out: int) -> str:
    if not shown:
        return tr("Tick runs in the table of runs: their weights are shown here side by side.")
    if left_out > 0:
        return tr("{0} more runs are ticked; {1} fit here.").format(left_out, MOST_RUNS)
    return ""
