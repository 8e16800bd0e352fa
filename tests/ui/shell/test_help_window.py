from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.files.exporting import VIEWS
from mnistgui.resources_dir import resource
from mnistgui.ui.shell.help_pages import HelpPlace, pages, text_of, title_of
from mnistgui.ui.shell.help_text import HelpText
from mnistgui.ui.shell.help_window import HelpWindow
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.widgets.figures.menu import PICTURE_CHOICES


def choose(window: MainWindow, words: str) -> None:
    """Trigger an action of the Help menu."""
    actions = window.menuBar().findChildren(QAction)
    [action] = [action for action in actions if action.text() == words]
    action.trigger()


def pictures(text: HelpText) -> Iterator[QImage]:
    """The pictures of a page as they are drawn."""
    cursor = text.document().find("\ufffc")
    while not cursor.isNull():
        source = cursor.charFormat().toImageFormat().name()
        picture = text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(source))
        assert isinstance(picture, QImage)
        yield picture
        cursor = text.document().find("\ufffc", cursor)


def opened(window: MainWindow, qtbot: QtBot) -> HelpWindow:
    """The window of the documentation, once it is in front."""
    [found] = window.findChildren(HelpWindow)
    qtbot.waitUntil(found.isActiveWindow, timeout=5_000)
    return found


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> HelpWindow:
    """The page on paper and pencil, opened from the menu."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    choose(window, "&By hand: the mathematics...")
    return opened(window, qtbot)


def test_the_menu_opens_one_page_with_headings_and_arrays(
    window: MainWindow, page: HelpWindow
) -> None:
    shown = page.text.toPlainText()
    assert "W3'^T = [[-1, -5.5], [3, -3], [5, 8.5]]" in shown
    assert "```" not in shown
    assert "#" not in shown
    choose(window, "&By hand: the mathematics...")
    assert len(window.findChildren(HelpWindow)) == 1


def test_the_key_opens_the_page_of_the_panel_in_use(window: MainWindow, qtbot: QtBot) -> None:
    for spec in PANELS:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
        window.docks.bring(spec.name)
        inside = window.panels[spec.name]
        inside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside.setFocus()
        QTest.keyClick(window, Qt.Key.Key_F1)
        found = opened(window, qtbot)
        assert found.page == f"panels/{spec.name}.md"
        assert found.windowTitle() == spec.title
        assert found.contents.currentData() == found.page


def test_without_a_panel_in_use_the_key_opens_the_contents(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    if (focused := window.focusWidget()) is not None:
        focused.clearFocus()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert opened(window, qtbot).page == "index.md"


def test_links_lead_to_pages_and_sections_and_back(page: HelpWindow) -> None:
    page.show_place(HelpPlace("index.md"))
    page.text.anchorClicked.emit(QUrl("panels/curves.md"))
    assert page.page == "panels/curves.md"
    page.text.anchorClicked.emit(QUrl("../mathematics.md#gradient-check"))
    assert page.page == "mathematics.md"
    assert page.text.textCursor().block().text() == "Gradient check"
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.page == "panels/curves.md"
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.page == "by-hand.md"
    assert not page.back.isEnabled()


def test_an_address_in_the_web_is_left_to_the_browser(
    page: HelpWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda address: asked.append(address.toString())
    )
    page.text.anchorClicked.emit(QUrl("https://onnx.ai/onnx/operators/"))
    assert asked == ["https://onnx.ai/onnx/operators/"]
    assert page.page == "by-hand.md"


def test_a_page_is_chosen_by_keyboard(page: HelpWindow) -> None:
    page.contents.setFocus()
    QTest.keyClicks(page.contents, "First")
    QTest.keyClick(page.contents, Qt.Key.Key_Return)
    assert page.page == "first-steps.md"


def test_every_page_is_shown_with_its_pictures(page: HelpWindow) -> None:
    for name in pages():
        page.show_place(HelpPlace(name))
        assert page.text.toPlainText().startswith(title_of(name))
        found = list(pictures(page.text))
        assert len(found) == text_of(name).count("![")
        for picture in found:
            assert not picture.isNull()
            assert picture.width() <= page.text.viewport().width()


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
    choose(window, "&By hand: the mathematics...")
    again = window.findChild(HelpWindow)
    assert again is not None
    buttons = again.findChild(QDialogButtonBox)
    assert buttons is not None
    close: QWidget = buttons.button(QDialogButtonBox.StandardButton.Close)
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(HelpWindow) is None, timeout=5_000)


def test_the_page_on_pictures_names_the_keys_of_their_menu(window: MainWindow) -> None:
    choose(window, "&Pictures and their data...")
    choose(window, "&Pictures and their data...")
    [page] = window.findChildren(HelpWindow)
    shown = page.text.toPlainText()
    assert all(choice.key in shown for choice in PICTURE_CHOICES)
    assert all(view in shown for view in VIEWS)
    page.close()
