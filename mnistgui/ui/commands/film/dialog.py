"""The dialog in which a person says what is filmed, and how fast."""

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QSpinBox, QWidget

from mnistgui.ui.commands.film.settings import (
    FEWEST_FRAMES,
    MOST_FRAMES,
    MOST_PER_SECOND,
    USUAL_FRAMES,
    USUAL_PER_SECOND,
    WINDOW,
    FilmSettings,
)
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.combo import Combo


class FilmDialog(QDialog):
    """Asks for the panel, the number of pictures and their pace.

    Parameters
    ----------
    about : str
        Which run is filmed, and what cannot be written here, in sentences.
    panels : iterable of (str, str)
        Name and title of each panel that shows the network of a step.
    parent : QWidget
        The window.
    """

    def __init__(self, about: str, panels: Iterable[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("film_dialog")
        self.setWindowTitle(tr("Save a film of the run"))
        self.shown = Combo("film_shown", 12)
        self.shown.setAccessibleName(tr("What is filmed"))
        self.shown.addItem(tr("The whole window"), WINDOW)
        for name, title in panels:
            self.shown.addItem(title, name)
        self.shown.setCurrentIndex(max(self.shown.findData(FilmSettings.shown), 0))
        self.frames = _spin_box("film_frames", FEWEST_FRAMES, MOST_FRAMES, USUAL_FRAMES)
        self.per_second = _spin_box("film_per_second", 1, MOST_PER_SECOND, USUAL_PER_SECOND)
        button = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(button.Save | button.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        sentence = label(about, "muted", "film_about")
        sentence.setWordWrap(True)
        layout = QFormLayout(self)
        layout.addRow(sentence)
        layout.addRow(tr("Show"), self.shown)
        layout.addRow(tr("Pictures"), self.frames)
        layout.addRow(tr("Pictures a second"), self.per_second)
        layout.addRow(self.buttons)

    @property
    def settings(self) -> FilmSettings:
        """What was chosen."""
        return FilmSettings(
            str(self.shown.currentData()), self.frames.value(), self.per_second.value()
        )


def _spin_box(name: str, least: int, most: int, usual: int) -> QSpinBox:
    box = QSpinBox()
    box.setObjectName(name)
    box.setRange(least, most)
    box.setValue(usual)
    return box
