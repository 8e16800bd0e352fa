"""The span of an axis that a person has fixed, stored for the next visit."""

import math

from PySide6.QtCore import QObject, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.steady_limits import Limits


class FixedSpan(QObject):
    """Two actions: fix an axis, and let it follow the curves again.

    Parameters
    ----------
    name : str
        Names what is stored, such as ``"loss"``.
    words : tuple of str
        Texts of both actions, and the title of the dialog.
    parent : QWidget
        Keeps it.
    settings : QSettings
        Stores the span.
    """

    changed = Signal(object)  # (low, high), or None where the axis follows the curves
    asked = Signal()  # a person wants to choose a span

    def __init__(
        self, name: str, words: tuple[str, str, str], parent: QWidget, settings: QSettings
    ) -> None:
        super().__init__(parent)
        self._settings, self._key = settings, f"curves/span_{name}"
        fix, follow, self._title = words
        self.fix = QAction(fix, parent)
        self.follow = QAction(follow, parent)
        self.fix.triggered.connect(self.asked)
        self.follow.triggered.connect(self._unfix)
        self.span = self._stored()
        self.follow.setEnabled(self.span is not None)

    def ask(self, now: Limits, parent: QWidget) -> None:
        """Open a dialog that asks for the span, beginning with the fixed one or what is shown."""
        dialog = SpanDialog(self._title, self.span or now, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.use)
        dialog.open()

    @Slot(object)
    def use(self, span: Limits | None) -> None:
        """Fix the axis from one value to another, or let it follow the curves for None."""
        self.span = span
        self.follow.setEnabled(span is not None)
        if span is None:
            self._settings.remove(self._key)
        else:
            self._settings.setValue(self._key, f"{span[0]!r} {span[1]!r}")
        self.changed.emit(span)

    @Slot()
    def _unfix(self) -> None:
        self.use(None)

    def _stored(self) -> Limits | None:
        """Return the stored span; None if there is none, or if it is invalid."""
        return as_span(*str(self._settings.value(self._key, "")).split()[:2])


def as_span(low: str = "", high: str = "") -> Limits | None:
    """Return two numbers as a person has typed them; None unless they are finite and rise."""
    try:
        span = float(low.replace(",", ".")), float(high.replace(",", "."))
    except ValueError:
        return None
    return span if all(map(math.isfinite, span)) and span[0] < span[1] else None


class SpanDialog(QDialog):
    """Asks for the lowest and the highest value of an axis.

    Parameters
    ----------
    title : str
        Which axis.
    span : tuple of float
        What the axis shows.
    parent : QWidget
        The Qt parent.
    """

    chosen = Signal(object)

    def __init__(self, title: str, span: Limits, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("span_dialog")
        self.setWindowTitle(title)
        self._ends = [QLineEdit(f"{end:.4g}") for end in span]
        self._wrong = label(tr("The upper end has to be a larger number."), "muted", "span_wrong")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        layout = QFormLayout(self)
        names = (tr("Lower end"), tr("Upper end"))
        for name, field in zip(names, self._ends, strict=True):
            field.setAccessibleName(name)
            field.textChanged.connect(self._check_input)
            layout.addRow(name, field)
        layout.addRow(self._wrong)
        layout.addRow(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._check_input()

    @property
    def span(self) -> Limits | None:
        """The span that is typed; None if it is invalid."""
        return as_span(*(field.text() for field in self._ends))

    def accept(self) -> None:
        """Emit the span and close."""
        if self.span is not None:
            self.chosen.emit(self.span)
            super().accept()

    @Slot()
    def _check_input(self) -> None:
        valid = self.span is not None
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(valid)
        keeps_place = self._wrong.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self._wrong.setSizePolicy(keeps_place)
        self._wrong.setVisible(not valid)
