import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.files.exporting import VIEWS
from mnistgui.resources_dir import resource
from mnistgui.ui.shell.help_window import HelpWindow
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.figures.menu import PICTURE_CHOICES


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> HelpWindow:
    """The page, opened from the menu by its key."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    found = window.findChild(HelpWindow)
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow, timeout=5_000)
    return found


def test_the_key_opens_one_page_with_headings_and_arrays(
    window: MainWindow, page: HelpWindow
) -> None:
    shown = page.text.toPlainText()
    assert "W3'^T = [[-1, -5.5], [3, -3], [5, 8.5]]" in shown
    assert "```" not in shown
    assert "#" not in shown
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.findChildren(HelpWindow)) == 1


def test_the_page_fits_its_screen(page: HelpWindow) -> None:
    assert page.size().boundedTo(page.screen().availableSize()) == page.size()
    assert page.size().width() <= 900


def test_nothing_of_the_page_is_lost_to_markdown(page: HelpWindow) -> None:
    written = resource("docs/by-hand.md").read_text(encoding="utf-8")
    shown = "".join(page.text.toPlainText().split())
    marks = ("```", "`", "**", "### ", "## ", "# ")
    for line in written.splitlines():
        words = line
        for mark in marks:
            words = words.replace(mark, "")
        assert "".join(words.split()) in shown, line


def test_words_are_found_by_keyboard_one_place_after_another(page: HelpWindow) -> None:
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.wanted.hasFocus()
    QTest.keyClicks(page.wanted, "jacobian")
    QTest.keyClick(page.wanted, Qt.Key.Key_Return)
    first = page.text.textCursor().selectionStart()
    assert page.text.textCursor().selectedText().lower() == "jacobian"
    QTest.keyClick(page, Qt.Key.Key_F3)
    assert page.text.textCursor().selectionStart() > first
    for _ in range(9):  # round to the first again
        QTest.keyClick(page, Qt.Key.Key_F3)
        if page.text.textCursor().selectionStart() == first:
            break
    else:
        pytest.fail("the search did not begin at the top again")
    page.wanted.selectAll()
    QTest.keyClicks(page.wanted, "xylophone")
    QTest.keyClick(page.wanted, Qt.Key.Key_Return)
    assert page.missing.text() == "not found"


def test_a_section_is_scrolled_to(page: HelpWindow, qtbot: QtBot) -> None:
    names = [page.sections.itemText(i).strip() for i in range(page.sections.count())]
    assert names[0] == "By hand"
    at = names.index("Where the write-up slipped")
    page.sections.setFocus()
    for _ in range(at):
        QTest.keyClick(page.sections, Qt.Key.Key_Down)
    QTest.keyClick(page.sections, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.text.verticalScrollBar().value() > 0, timeout=5_000)
    assert page.text.textCursor().block().text() == "Where the write-up slipped"
    assert abs(page.text.cursorRect().top()) < page.text.viewport().height()


def test_what_is_selected_is_copied_or_the_whole_page(page: HelpWindow) -> None:
    QTest.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == page.text.toPlainText()
    assert page.text.find("delta1 = [3, 2]")
    QTest.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "delta1 = [3, 2]"


def test_letters_grow_and_shrink_by_keyboard(page: HelpWindow) -> None:
    before = page.text.font().pointSizeF()
    QTest.keyClick(page, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert page.text.font().pointSizeF() > before
    QTest.keyClick(page, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert page.text.font().pointSizeF() == before


def test_escape_and_close_end_it_and_every_part_has_a_name(
    window: MainWindow, page: HelpWindow, qtbot: QtBot
) -> None:
    for part in (page.text, page.sections, page.wanted):
        assert part.accessibleName()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(HelpWindow) is None, timeout=5_000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    again = window.findChild(HelpWindow)
    assert again is not None
    buttons = again.findChild(QDialogButtonBox)
    assert buttons is not None
    close: QWidget = buttons.button(QDialogButtonBox.StandardButton.Close)
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(HelpWindow) is None, timeout=5_000)


def test_the_page_on_pictures_names_the_keys_of_their_menu(window: MainWindow) -> None:
    [action] = [
        action
        for action in window.menuBar().findChildren(QAction)
        if action.text() == "&Pictures and their data..."
    ]
    action.trigger()
    action.trigger()
    [page] = window.findChildren(HelpWindow)
    shown = page.text.toPlainText()
    assert all(choice.key in shown for choice in PICTURE_CHOICES)
    assert all(view in shown for view in VIEWS)
    page.close()
