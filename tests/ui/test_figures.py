"""Every plot and picture of the window can be copied and saved, by mouse and by keys."""

import csv
import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QGraphicsView,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.drawing import personalize
from mnistgui.drawing.changes import Change, ChangeKind
from mnistgui.drawing.doctor import Diagnosis, Flip
from mnistgui.drawing.stage_readings import StageReadings
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.strokes import Strokes
from mnistgui.training.presets import preset_named
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.doctor.flip_rows import FlipRows
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.experiment.panel import ExperimentPanel
from mnistgui.ui.panels.gradient_check.panel import GradientCheckPanel
from mnistgui.ui.panels.handwriting.panel import HandwritingPanel
from mnistgui.ui.panels.mistakes.enlarged import EnlargedDigit
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.panels.teach.meter import ChangeMeter
from mnistgui.ui.panels.teach.panel import TeachPanel
from mnistgui.ui.panels.training.preset_box import PresetBox
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.runs import run_files
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.basic import TextLine
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.figures import formats
from mnistgui.ui.widgets.figures.figure import Figure
from mnistgui.ui.widgets.figures.formats import to_image
from mnistgui.ui.widgets.figures.menu import FigureMenu, FocusRing, figure_of
from mnistgui.ui.widgets.figures.recording import Recording
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.theme import DARK, LIGHT
from tests.files.runs import CONFIG, trained
from tests.ui.shell.test_keyboard_focus import bring, fill

# Painted, but no pictures.
WORDS = (Combo, ElidedLabel, FocusRing, LazyWidget, TextLine, PresetBox)
# No change flips the answer; nobody has edited a unit or looked for labels or measured distortions,
# and the newest step shows no batch.
EMPTY = {"changes-that-flip", "lab-edits", "batch", "doubtful-labels", "roc", "robustness"}
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def loss(window: MainWindow, few_digits: Dataset, qtbot: QtBot) -> QWidget:
    """The chart of the loss of a run, with the focus."""
    fill(window, few_digits)
    bring(window.docks["curves"], qtbot)
    qtbot.waitUntil(lambda: len(window.panel(CurvesPanel).loss.plot.series) == 5, timeout=60_000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    chart = window.panel(CurvesPanel).loss
    QTest.mouseClick(chart.legend, Qt.MouseButton.LeftButton)
    assert chart.hasFocus()
    return chart


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[None]:
    qapp.clipboard().clear()
    yield
    qapp.clipboard().clear()


def popup() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def copied(press: Callable[[], object], qtbot: QtBot) -> QImage:
    """The picture that is on the clipboard after a key was pressed."""
    clipboard = QGuiApplication.clipboard()
    with qtbot.waitSignal(clipboard.dataChanged, timeout=60_000):
        press()
    return clipboard.image()


def copied_text(press: Callable[[], object], qtbot: QtBot) -> str:
    """The words that are on the clipboard after a key was pressed."""
    copied(press, qtbot)
    return QGuiApplication.clipboard().text()


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> Callable[[], None]:
    """What presses a key."""
    return lambda: QTest.keyClick(widget, key, modifier)


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_the_menu_opens_by_the_mouse_and_by_the_keyboard(loss: QWidget, window: MainWindow) -> None:
    plot = window.panel(CurvesPanel).loss.plot.findChildren(QWidget)[-1]  # under the mouse
    place = QPoint(20, 20)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, plot.mapToGlobal(place))
    QApplication.sendEvent(plot, asked)
    by_mouse = [action.text() for action in popup().actions()]
    popup().close()
    QTest.keyClick(loss, Qt.Key.Key_F10, SHIFT)
    by_key = [action.text() for action in popup().actions()]
    popup().close()
    assert by_mouse == by_key
    first = by_key.index("Copy picture")
    assert by_key[first : first + 4] == [
        "Copy picture",
        "Copy data",
        "Save picture as PNG, SVG or PDF...",
        "Save data as CSV...",
    ]


@pytest.mark.usefixtures("clipboard")
def test_a_picture_is_copied_twice_as_large(
    loss: QWidget, window: MainWindow, qtbot: QtBot
) -> None:
    image = copied(press(loss, Qt.Key.Key_C, CTRL), qtbot)
    assert window.banner.text == "The picture is copied: Loss"
    assert image.width() >= 2 * loss.width()
    assert {LIGHT.train, LIGHT.valid, LIGHT.test, LIGHT.surface} <= colours(image)
    assert LIGHT.accent not in colours(image)  # the frame of the focus is not in it
    assert loss.hasFocus()


@pytest.mark.usefixtures("clipboard")
def test_in_a_dark_window_pictures_are_light_unless_wanted_otherwise(
    loss: QWidget, window: MainWindow, qtbot: QtBot
) -> None:
    window.appearance.choose("dark")
    light = colours(copied(press(loss, Qt.Key.Key_C, CTRL), qtbot))
    assert {LIGHT.train, LIGHT.text} <= light
    assert DARK.surface not in light
    assert DARK.train not in light
    assert {DARK.train, DARK.surface} <= colours(loss.grab().toImage())  # as it was before
    QTest.keyClick(loss, Qt.Key.Key_F10, SHIFT)
    [options] = [action.menu() for action in popup().actions() if action.menu()]
    assert isinstance(options, QMenu)
    options.actions()[-1].trigger()
    popup().close()
    assert {DARK.train, DARK.surface} <= colours(copied(press(loss, Qt.Key.Key_C, CTRL), qtbot))


def test_the_window_goes_on_while_a_picture_is_painted_for_the_clipboard(
    loss: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone_on = threading.Event()
    waited: list[bool] = []

    def slow(recording: Recording, scale: int) -> QImage:
        waited.append(gone_on.wait(10))  # in the window's thread it would wait in vain
        return to_image(recording, scale)

    monkeypatch.setattr(formats, "to_image", slow)
    QTimer.singleShot(0, gone_on.set)
    copied(press(loss, Qt.Key.Key_C, CTRL), qtbot)
    assert waited == [True]


def test_a_picture_that_is_copied_while_another_is_painted_takes_its_place(
    loss: QWidget, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_may_end = threading.Event()
    scales: list[int] = []

    def slow(recording: Recording, scale: int) -> QImage:
        scales.append(scale)
        if len(scales) == 1:
            first_may_end.wait(10)
            return QImage(1, 1, QImage.Format.Format_RGB32)
        return to_image(recording, scale)

    monkeypatch.setattr(formats, "to_image", slow)
    QTest.keyClick(loss, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: len(scales) == 1, timeout=60_000)
    image = copied(press(loss, Qt.Key.Key_C, CTRL), qtbot)
    first_may_end.set()
    window.exporter.shut_down()
    QApplication.processEvents()
    assert QGuiApplication.clipboard().image() == image
    assert image.width() > 1


@pytest.mark.usefixtures("clipboard")
def test_the_data_are_those_that_the_plot_shows(
    loss: QWidget, window: MainWindow, qtbot: QtBot
) -> None:
    text = copied_text(press(loss, Qt.Key.Key_C, CTRL | SHIFT), qtbot)
    head, *rows = csv.reader(text.splitlines(), delimiter="\t")
    assert head == ["curve", "step", "epoch", "Loss"]
    shown = [
        (curve.label, x, y)
        for curve in window.panel(CurvesPanel).loss.plot.series
        for x, y in zip(curve.x.tolist(), curve.y.tolist(), strict=True)
    ]
    assert [(name, float(x), float(y)) for name, x, _epoch, y in rows] == shown
    assert len({name for name, _x, _y in shown}) == 5
    assert window.banner.text == "The data are copied: Loss"


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_picture_is_saved(
    loss: QWidget,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
) -> None:
    path = tmp_path / f"loss{suffix}"
    choose(monkeypatch, path)
    QTest.keyClick(loss, Qt.Key.Key_S, CTRL | SHIFT)
    qtbot.waitUntil(lambda: str(path) in window.banner.text, timeout=60_000)
    if suffix == ".png":
        assert QImage(str(path)).width() >= 1920
        assert {LIGHT.train, LIGHT.valid, LIGHT.test} <= colours(QImage(str(path)))
    elif suffix == ".svg":
        check_drawing(path)
    else:
        assert path.read_bytes().startswith(b"%PDF-")
        assert b"/FontFile" in path.read_bytes()


def check_drawing(path: Path) -> None:
    space = "{http://www.w3.org/2000/svg}"
    root = ET.parse(path).getroot()  # noqa: S314 - written by this test
    words = {(one.text or "").strip() for one in root.iter(f"{space}text")}
    assert {"Loss", "step"} <= words
    assert any(word.startswith("validation ") for word in words)  # the legend
    strokes = {group.get("stroke") for group in root.iter(f"{space}g")}
    assert {LIGHT.train, LIGHT.valid, LIGHT.test} <= strokes
    assert not list(root.iter(f"{space}image"))


def test_data_are_saved(
    loss: QWidget,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "loss.csv"
    choose(monkeypatch, path)
    QTest.keyClick(loss, Qt.Key.Key_D, CTRL | SHIFT)
    qtbot.waitUntil(lambda: str(path) in window.banner.text, timeout=60_000)
    assert path.read_text().splitlines()[0] == "curve,step,epoch,Loss"
    assert len(path.read_text().splitlines()) == 1 + sum(
        len(curve.x) for curve in window.panel(CurvesPanel).loss.plot.series
    )


def test_what_cannot_be_saved_is_told(
    loss: QWidget,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose(monkeypatch, tmp_path / "no" / "loss.svg")
    QTest.keyClick(loss, Qt.Key.Key_S, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "cannot write" in window.banner.text, timeout=60_000)


def test_every_plot_and_picture_has_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    for dock in window.docks.all():
        bring(dock, qtbot)
    figures = [menu.figure for menu in window.findChildren(FigureMenu)]
    served = {widget for figure in figures for widget in (figure.widget, *figure.above)}
    drawn = [widget for widget in window.findChildren(QWidget) if is_picture(widget)]
    assert len(drawn) > 20
    assert [
        one.objectName() or type(one).__name__ for one in drawn if not within(one, served)
    ] == []
    nameless = [figure.stem for figure in figures if not figure.widget.accessibleName()]
    assert nameless == []
    stems = [figure.stem for figure in figures]
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", stem) for stem in stems)


def is_picture(widget: QWidget) -> bool:
    """Whether a widget shows a plot, a table, or something that the program paints itself."""
    ours = type(widget).__module__.startswith("mnistgui")
    painted = ours and "paintEvent" in vars(type(widget))
    listed = isinstance(widget, QAbstractItemView)
    in_a_list = isinstance(widget.parent(), QComboBox) or widget.inherits("QComboBoxListView")
    return (
        (painted and not isinstance(widget, WORDS))
        or isinstance(widget, QGraphicsView)
        or (listed and not in_a_list)
    )


def within(widget: QWidget, served: set[QWidget]) -> bool:
    around: QWidget | None = widget
    while around is not None and around not in served:
        around = around.parentWidget()
    return around is not None


def test_every_figure_gives_its_picture_and_its_numbers_in_both_themes(
    window: MainWindow, few_digits: Dataset, qtbot: QtBot
) -> None:
    fill_every_figure(window, few_digits)
    seen = set()
    for dock in window.docks.all():
        bring(dock, qtbot)
        for menu in dock.findChildren(FigureMenu):
            figure = menu.figure
            if figure.widget.isVisible() and figure.stem not in EMPTY:
                qtbot.waitUntil(partial(has_rows, figure), timeout=60_000)
                check_figure(figure)
                seen.add(figure.stem)
    assert {"digits", "histogram", "weights"} < seen
    assert len(seen) > 18, sorted(seen)


def test_weights_side_by_side_give_their_picture_and_their_numbers_in_both_themes(
    window: MainWindow, few_digits: Dataset, qtbot: QtBot
) -> None:
    fill(window, few_digits)
    bring(window.docks["weights"], qtbot)
    weights = window.panel(WeightsPanel)
    weights.several.click()
    figure = figure_of(weights.beside)
    qtbot.waitUntil(weights.beside.isVisible, timeout=60_000)
    qtbot.waitUntil(partial(has_rows, figure), timeout=60_000)
    check_figure(figure)


def has_rows(figure: Figure) -> bool:
    return bool(figure.table().rows)


def fill_every_figure(window: MainWindow, digits: Dataset) -> None:
    fill(window, digits)
    smooth = replace(CONFIG, activation="tanh")  # without the bends of ReLUs it can be checked
    run_files.add_loaded(window.session.runs, trained(smooth), "another run")
    line = np.array([[0.5, 0.2], [0.5, 0.8]])
    window.drawing.set_lines((line,))
    window.panel(TeachPanel).collection.add(Drawing(Strokes((line,), 0.07), 1))
    thirty = digits.test[:30]
    read = {stage: thirty.labels.astype(np.intp) for stage in ("shrink", "centred", "looked_at")}
    read["looked_at"][3] += 1
    shown = StageReadings(thirty.labels, thirty.images, read)
    window.panel(HandwritingPanel).result.set_readings(shown)
    for meter in window.panel(TeachPanel).findChildren(ChangeMeter):
        meter.set_change("Digits", personalize.AccuracyChange(0.5, 0.75))
    window.panel(ExperimentPanel)._choose(preset_named("shallow-minibatch"))
    window.panel(GradientCheckPanel).start.click()


def check_figure(figure: Figure) -> None:
    table = figure.table()
    assert {len(row) for row in table.rows} == {len(table.header)}
    figure.recorded(DARK, LIGHT)  # whatever waits to be drawn is drawn by a change of colours
    usual = colours(to_image(figure.recorded(LIGHT, LIGHT), 1))
    assert len(usual) > 3, figure.stem
    assert LIGHT.surface in usual
    assert DARK.surface in colours(to_image(figure.recorded(DARK, LIGHT), 1))
    assert colours(to_image(figure.recorded(LIGHT, LIGHT), 1)) == usual  # nothing of it is left


def test_figures_of_dialogs_are_served_too(
    window: MainWindow, few_digits: Dataset, qtbot: QtBot
) -> None:
    fill(window, few_digits)
    bring(window.docks["mistakes"], qtbot)
    grid = window.panel(MistakesPanel).grid
    qtbot.waitUntil(lambda: grid.tiles.count > 0, timeout=60_000)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.centre_of(0))
    dialog = window.findChild(EnlargedDigit)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow, timeout=60_000)
    for part, head in ((dialog.view, "row"), (dialog.bars, "class")):
        part.setFocus(Qt.FocusReason.TabFocusReason)
        text = copied_text(press(part, Qt.Key.Key_C, CTRL | SHIFT), qtbot)
        assert text.startswith(f"{head}\t")
    pixels = csv.reader(text.splitlines(), delimiter="\t")
    assert sum(float(line[1]) for line in list(pixels)[1:]) == pytest.approx(1, abs=1e-5)
    dialog.close()


def test_a_table_is_copied_as_text_and_as_markdown(window: MainWindow, qtbot: QtBot) -> None:
    window.panel(ExperimentPanel)._choose(preset_named("shallow-minibatch"))
    bring(window.docks["experiment"], qtbot)
    table = window.panel(ExperimentPanel).table
    qtbot.waitUntil(lambda: table.topLevelItemCount() > 0, timeout=60_000)
    window.activateWindow()
    table.setFocus()
    head, first, *_ = copied_text(press(table, Qt.Key.Key_C, CTRL), qtbot).splitlines()
    assert head.startswith("Run\tFigure\tUnit\tReported\t")
    QTest.keyClick(table, Qt.Key.Key_F10, SHIFT)
    [markdown] = [one for one in popup().actions() if one.text() == "Copy as Markdown"]
    lines = copied_text(markdown.trigger, qtbot).splitlines()
    popup().close()
    cells = [line.split("\t") for line in (head, first)]
    assert lines[0] == f"| {' | '.join(cells[0])} |"
    assert lines[1] == "| --- " * len(cells[0]) + "|"
    assert lines[2] == f"| {' | '.join(cells[1])} |"


def test_of_selected_rows_only_those_are_copied_in_their_order(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.panel(ExperimentPanel)._choose(preset_named("shallow-minibatch"))
    bring(window.docks["experiment"], qtbot)
    table = window.panel(ExperimentPanel).table
    qtbot.waitUntil(lambda: table.topLevelItemCount() > 2, timeout=60_000)
    window.activateWindow()
    table.setFocus()
    whole = copied_text(press(table, Qt.Key.Key_C, CTRL), qtbot).splitlines()
    for place in (2, 0):
        item = table.topLevelItem(place)
        assert item is not None
        item.setSelected(True)
    chosen = copied_text(press(table, Qt.Key.Key_C, CTRL), qtbot).splitlines()
    assert chosen == [whole[0], whole[1], whole[3]]


def test_on_the_canvas_the_right_button_erases_and_the_menu_key_opens_the_menu(
    window: MainWindow,
) -> None:
    canvas = window.panel(DrawPanel).canvas
    canvas.drawing.set_lines((np.array([[0.5, 0.2], [0.5, 0.8]]),))
    window.activateWindow()
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Menu)
    assert popup().actions()[0].text() == "Copy picture"
    popup().close()
    assert figure_of(canvas).table().rows == ((1, 0.5, 0.2), (1, 0.5, 0.8))
    QTest.mouseClick(canvas, Qt.MouseButton.RightButton, pos=canvas.place(0.5, 0.5))
    assert QApplication.activePopupWidget() is None
    assert not figure_of(canvas).table().rows
    QTest.keyClick(canvas, Qt.Key.Key_C, CTRL)
    assert window.banner.text == "There is nothing to copy or save in this picture yet."


def test_changes_that_flip_are_listed_with_their_readings(qtbot: QtBot) -> None:
    flips = FlipRows()
    qtbot.addWidget(flips)
    probabilities = np.array([0.25, 0.75])
    strokes = Strokes((np.array([[0.5, 0.2]]),), 0.07)
    flip = Flip(
        Change(ChangeKind.SLANT, 5.0, strokes), np.zeros(784, np.uint8), probabilities, 0.125
    )
    flips.set_diagnosis(Diagnosis(0, 1, 7, (flip,)), ("not 2", "2"))
    [row] = figure_of(flips).table().rows
    assert row[1:] == (0.125, "2", 0.75)
