"""The write-ups' derivations as text with formulas."""

from PySide6.QtWidgets import QTextBrowser

from mnistgui.inspection.numbers.derivations import TITLES, derivation
from mnistgui.ui.strings import tr


class Derivations(QTextBrowser):
    """Shows the sections of the page *By hand* that derive something."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("numbers_derivations")
        self.setAccessibleName(tr("Derivations, as text with formulas"))
        self.setMarkdown("\n".join(map(derivation, TITLES)))
