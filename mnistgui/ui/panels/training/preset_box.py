"""The list of presets: the write-ups' experiments, each with what to watch."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.training.presets import presets
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.combo import Combo

_AFTER_THE_WINDOW_MS = 100


class PresetBox(QWidget):
    """Chooses a preset and explains it.

    Parameters
    ----------
    draft : Draft
        Whose preset is shown and chosen.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._list = Combo("presets", 12)
        self._list.setAccessibleName(tr("Presets"))
        self._list.setToolTip(tr("Experiments that others wrote up, to be run again"))
        self._list.addItem(tr("Own settings"), None)
        self._text = label("", "muted", "preset_text")
        self._text.setWordWrap(True)
        self._text.hide()
        self._note = label("", "", "preset_note")
        self._note.setWordWrap(True)
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(self._list)
        layout.addWidget(self._text)
        layout.addWidget(self._note)
        self._list.activated.connect(self._choose)
        draft.preset_changed.connect(self._show)
        self._soon = QTimer(self)  # reading them is slow
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fill)

    def showEvent(self, _event: QShowEvent) -> None:
        """Fill the list once the window stands."""
        self._soon.start(_AFTER_THE_WINDOW_MS)

    def hideEvent(self, _event: QHideEvent) -> None:
        """There is no hurry any more."""
        self._soon.stop()

    @Slot()
    def _fill(self) -> None:
        if self._list.count() > 1:
            return
        for preset in presets().values():
            self._list.addItem(tr(preset.title), preset)

    @Slot()
    def _choose(self) -> None:
        self._draft.choose_preset(self._list.currentData())

    @Slot()
    def _show(self) -> None:
        preset = self._draft.preset
        if preset is not None:
            self._fill()
        places = range(self._list.count())
        named = (place for place in places if self._list.itemData(place) == preset)
        self._list.setCurrentIndex(next(named, 0))
        runs = 0 if preset is None or not preset.trains else len(preset.runs)
        self._text.setText("" if preset is None else tr(preset.text))
        self._text.setVisible(preset is not None)
        words = tr("{0} runs, one after another; the settings below are those of the first.")
        self._note.setText(words.format(runs) if runs > 1 else "")
        self._note.setVisible(runs > 1)
