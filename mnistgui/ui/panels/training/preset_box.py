"""The list of presets, which are the write-ups' experiments, each with an explanation."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.training.presets import Preset, presets
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.search_combo import SearchCombo

_AFTER_THE_WINDOW_MS = 100
_NOTE_LINES = 2  # of the note below the words, for which there is always room


class PresetBox(QWidget):
    """Chooses a preset and explains it."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._list = SearchCombo("presets", 12)
        self._list.setAccessibleName(tr("Presets"))
        self._list.setToolTip(
            tr("Experiments that others wrote up, to be run again: choose, or type part of a name")
        )
        self._list.add_entry(tr("Own settings"), None)
        self._text = label("", "muted", "preset_text")
        self._text.setWordWrap(True)
        self._text.hide()
        self._note = FewLines("preset_note", _NOTE_LINES)
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the list once the window has been painted, however long that took."""
        if self._list.count() == 1 and not self._soon.isActive():
            self._soon.start(_AFTER_THE_WINDOW_MS)

    def hideEvent(self, _event: QHideEvent) -> None:
        """Do not fill the list while it is hidden."""
        self._soon.stop()

    @Slot()
    def _fill(self) -> None:
        if self._list.count() > 1:
            return
        for preset in presets().values():
            self._list.add_entry(tr(preset.title), preset, preset.name)

    @Slot()
    def _choose(self) -> None:
        if self._list.currentData() is None:
            self._text.clear()  # of the person's own will: nothing is to be said any more
        self._draft.choose_preset(self._list.currentData())
        self._show()

    @Slot()
    def _show(self) -> None:
        preset = self._draft.preset
        if preset is not None:
            self._fill()
        places = range(self._list.count())
        named = (place for place in places if self._list.itemData(place) == preset)
        self._list.setCurrentIndex(next(named, 0))
        if preset is not None:
            self._text.setText(tr(preset.text))
        self._note.show_text(_note_text(preset, described=bool(self._text.text())))
        self._show_words()

    def _show_words(self) -> None:
        """Keep the words of a preset while its settings are changed, or all fields would move."""
        described = bool(self._text.text())
        self._text.setVisible(described)
        self._note.setVisible(described)


def _note_text(preset: Preset | None, *, described: bool) -> str:
    """Return a note on the settings and the number of runs that Start would train."""
    if preset is None:
        return (
            tr("Settings were changed: Start trains one run with those below.") if described else ""
        )
    if not preset.trains:
        return ""
    words = tr("{0} runs, one after another; the settings below are those of the first.")
    return words.format(len(preset.runs)) if len(preset.runs) > 1 else tr("One run.")
