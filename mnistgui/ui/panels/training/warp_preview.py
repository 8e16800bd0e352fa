"""A window that shows some training digits warped by the present settings."""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.augment.warp import augment
from mnistgui.data.dataset import CLASSES, PIXELS, Split
from mnistgui.files.tables import Table
from mnistgui.training.warping import augmentation
from mnistgui.ui.background.cooldowns import WARP_PREVIEW
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import SegmentedControl, label, row
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

_OF_EACH = 2
_SIZE_PIXELS = QSize(480, 480)


class WarpPreview(QDialog):
    """Follows the draft while it is open, and does not block the main window."""

    def __init__(self, session: Session, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("warp_preview")
        self.setWindowTitle(tr("Warped digits"))
        self.resize(_SIZE_PIXELS)
        self._session = session
        self._draft = draft
        self._theme = LIGHT
        self._turn = 0
        self._shown: NDArray[np.uint8] | None = None
        self._worker = LatestWins(self, *WARP_PREVIEW)
        self.kind = SegmentedControl(
            "warp_kind", tr("Which digits"), (tr("Warped"), tr("As they are"))
        )
        self.again = QPushButton(tr("Others"))
        self.grid = TileGrid(tr("Open or download digits to see them warped."))
        self._note = label("", "muted", "warp_note")
        self._lay_out()
        self._worker.answered.connect(self._show_images)
        self.again.clicked.connect(self._request_others)
        self.kind.chosen.connect(self._request)
        draft.changed.connect(self._request)
        session.dataset_changed.connect(self._request)

    @property
    def shown(self) -> NDArray[np.uint8] | None:
        """The digits that are shown, of shape (n_digits, 784); None before the first."""
        return self._shown

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.grid.set_theme(theme)
        self._draw()

    def shut_down(self) -> None:
        """Wait until the thread that warps has ended."""
        self._worker.shut_down()

    def showEvent(self, event: QShowEvent) -> None:
        """Warp digits by the present settings."""
        super().showEvent(event)
        self._request()

    def hideEvent(self, event: QHideEvent) -> None:
        """Cancel what is still to be warped."""
        super().hideEvent(event)
        self._worker.cancel()

    @Slot()
    def _request_others(self) -> None:
        self._turn += 1
        self._request()

    @Slot()
    def _request(self) -> None:
        config, dataset = self._draft.config, self._session.dataset
        if not self.isVisible() or config is None:
            return
        if dataset is None:
            self._worker.cancel()
            self._shown = None
            self._draw()
            return
        off = config.augmentation == "none"
        words = tr("Augmentation is off: these warps are used once it is chosen.")
        self._note.setText(words if off else tr("Every second epoch warps a digit anew."))
        warps = augmentation(replace(config, augmentation="warps"))
        asked = None if self.kind.current == 1 else warps
        self._worker.submit(partial(_warped, dataset.train, asked, self._turn))

    @Slot(object)
    def _show_images(self, images: NDArray[np.uint8]) -> None:
        self._shown = images
        self._draw()

    def _table(self) -> Table:
        rows = () if self._shown is None else self._shown.tolist()
        return Table.from_rows(map(tr("pixel {0}").format, range(PIXELS)), rows)

    def _draw(self) -> None:
        if self._shown is None:
            self.grid.set_tiles(Tiles(QImage()))
        else:
            colours = pictures.ink_colours(self._theme)
            self.grid.set_tiles(Tiles(pictures.strip(self._shown, colours)))

    def _lay_out(self) -> None:
        self.again.setObjectName("warp_again")
        self.again.setAccessibleName(tr("Warp the digits in another way"))
        self.grid.setObjectName("warp_grid")
        self.grid.setAccessibleName(tr("Training digits, warped"))
        add_figure(self.grid, "warped-digits", self._table)
        self._note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addLayout(row(self.kind, None, self.again))
        layout.addWidget(self.grid, 1)
        layout.addWidget(self._note)


def _warped(train: Split, warps: Augmentation | None, turn: int) -> NDArray[np.uint8]:
    """Any thread: Return two training digits of each class, each warped by itself."""
    rows = [np.flatnonzero(train.labels == digit)[:_OF_EACH] for digit in range(CLASSES)]
    digits = train.images[np.concatenate(rows)]
    if warps is None:
        return digits
    rng = np.random.default_rng(turn)
    return np.concatenate([augment(digit[None], warps, rng) for digit in digits])
