import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QWhatsThisClickedEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWhatsThis, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.shell.help_window import HelpWindow
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.shell.whats_this import WhatsThis, words_about


def bubble() -> QWidget | None:
    """Qt's window with the words, if it is there."""
    shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
    return next((one for one in shown if one.metaObject().className() == "QWhatsThat"), None)


@pytest.fixture
def asking(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with a question open."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert QWhatsThis.inWhatsThisMode()
    return window


def test_a_click_on_a_plot_tells_what_it_is_and_leads_to_its_page(
    asking: MainWindow, qtbot: QtBot
) -> None:
    panel = asking.panel(CurvesPanel)
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.rect().center())
    qtbot.waitUntil(lambda: bubble() is not None, timeout=5_000)
    assert not QWhatsThis.inWhatsThisMode()
    asked = asking.findChild(WhatsThis)
    assert asked is not None
    words = words_about(panel)
    assert "Loss and accuracy of training, validation and test digits" in words
    # Qt sends this for a click on the link in the bubble.
    QApplication.sendEvent(asked, QWhatsThisClickedEvent("panels/curves.md"))
    assert bubble() is None
    help_window = asking.findChild(HelpWindow)
    assert help_window is not None
    assert help_window.page == "panels/curves.md"


def test_the_setting_under_the_mouse_is_explained(window: MainWindow) -> None:
    field = window.findChild(QComboBox, "field_optimizer")
    assert field is not None
    words = words_about(field)
    assert "How a gradient changes the weights" in words
    assert "href='panels/training.md'" in words


def test_every_button_and_list_has_words_of_its_own(window: MainWindow) -> None:
    controls = [*window.findChildren(QAbstractButton), *window.findChildren(QComboBox)]
    for control in controls:
        if control.isVisibleTo(window) and not control.objectName().startswith("qt_"):
            assert "<a href=" in words_about(control), control.objectName()


def test_escape_ends_the_question_and_nothing_listens_any_more(asking: MainWindow) -> None:
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    assert not QWhatsThis.inWhatsThisMode()
    asked = QHelpEvent(QEvent.Type.QueryWhatsThis, QPoint(5, 5), QPoint(5, 5))
    asked.ignore()
    QApplication.sendEvent(asking.centralWidget() or asking, asked)
    assert not asked.isAccepted()
