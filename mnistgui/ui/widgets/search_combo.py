"""A drop-down list in which one can type a part of an entry, or a short name of it."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QWidget,
)

from mnistgui.ui.widgets.combo import AROUND_PIXELS, Combo, rows_with_room


class SearchCombo(Combo):
    """Lists what holds the letters that are typed; a click lists everything.

    Parameters
    ----------
    name : str
        Object name.
    letters : int
        What there is always room for.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, name: str, letters: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(name, letters, parent)
        self._short_names: list[str] = []
        self._words = QStringListModel(self)
        self.field = QLineEdit()
        self.finder = QCompleter(self._words, self)
        self.finder.setFilterMode(Qt.MatchFlag.MatchContains)
        self.finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._style_list()
        self.setLineEdit(self.field)
        self.setInsertPolicy(self.InsertPolicy.NoInsert)
        self.field.setCompleter(self.finder)
        self.field.installEventFilter(self)
        self.finder.activated.connect(self._choose_words)
        self.field.textEdited.connect(self._widen_list)
        self.field.editingFinished.connect(self._choose_typed)
        self.currentIndexChanged.connect(self._show_beginning)

    @property
    def popup(self) -> QAbstractItemView:
        """The list of what holds the letters that are typed."""
        found = self.finder.popup()
        if found is None:
            raise RuntimeError("this completer shows its finds within the line, not in a list")
        return found

    def add_entry(self, text: str, data: object, short_name: str = "") -> None:
        """Add an entry that is found by its text and by a short name."""
        self.addItem(text, data)
        self._short_names.append(short_name)
        words = f"{text} ({short_name})" if short_name else text
        self._words.setStringList([*self._words.stringList(), words])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select the words on a click, so that typing replaces them, and list everything."""
        if watched is self.field and event.type() is QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self, self._list_all)  # Qt places its cursor first
        return super().eventFilter(watched, event)

    def _style_list(self) -> None:
        """Have the list look as the arrow's; a bar below it would cut off half of its last row."""
        popup = self.popup
        popup.setObjectName("found_entries")
        popup.setItemDelegate(QStyledItemDelegate(popup))  # the one that a style sheet reaches
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @Slot()
    def _list_all(self) -> None:
        self.field.selectAll()
        self.popup.setAccessibleName(self.accessibleName())
        self.finder.setCompletionPrefix("")
        self._widen_list()
        self.finder.complete()

    @Slot()
    def _widen_list(self) -> None:
        """Show the entries in full, as the arrow's list does; Qt makes it as wide as the field."""
        popup = self.finder.popup()
        if popup is None:
            return
        metrics, room = popup.fontMetrics(), self.screen().availableSize()
        words = max(map(metrics.horizontalAdvance, self._words.stringList()), default=0)
        popup.setMinimumWidth(min(words + AROUND_PIXELS, room.width() // 2))
        self.finder.setMaxVisibleItems(rows_with_room(popup, room.height()))
        QTimer.singleShot(0, popup, partial(_keep_on_screen, popup))  # once Qt has placed it

    @Slot(str)
    def _choose_words(self, words: str) -> None:
        self._choose(self._words.stringList().index(words))
        QTimer.singleShot(0, self, self._show_beginning)  # once Qt has put its words there

    @Slot()
    def _choose_typed(self) -> None:
        """Take what was typed where it is an entry; else show again what was chosen."""
        typed = self.currentText().strip()
        if typed in self._short_names[1:] and typed:
            self._choose(self._short_names.index(typed))
        elif typed in self._words.stringList():
            self._choose(self._words.stringList().index(typed))
        elif self.findText(typed, Qt.MatchFlag.MatchExactly) < 0:
            self._show_beginning()

    def _choose(self, place: int) -> None:
        changed = place != self.currentIndex()
        self.setCurrentIndex(place)
        self._show_beginning()
        if changed:
            self.activated.emit(place)

    @Slot()
    def _show_beginning(self) -> None:
        self.setEditText(self.itemText(self.currentIndex()))
        self.field.setCursorPosition(0)


def _keep_on_screen(popup: QWidget) -> None:
    right = popup.screen().availableGeometry().right()
    popup.move(min(popup.x(), right - popup.width()), popup.y())
