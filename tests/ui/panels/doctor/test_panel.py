import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.drawing.doctor import Diagnosis, diagnose
from mnistgui.drawing.measures import measure
from mnistgui.drawing.percentile_ranks import MeasuredDigits, percentile_ranks
from mnistgui.ink.normalize import ALL_STAGES
from mnistgui.ui.panels.doctor.panel import DoctorPanel
from mnistgui.ui.panels.doctor.words import those_of
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.main_window import MainWindow
from tests.digits import limited
from tests.ui.panels.why.drawn import BAR, LEFT, SEVEN, draw, load_network, show


def prepared(window: MainWindow, qtbot: QtBot, digits: Dataset) -> None:
    window.session.set_dataset(digits)
    load_network(window)
    show(window, qtbot, "doctor")
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: bool(window.panel(DoctorPanel).rows.sentences), timeout=60_000)


def wanted(window: MainWindow, meant: int | None) -> Diagnosis:
    """What the doctor has to find, found here and now."""
    network = window.session.inspected.network
    assert network is not None
    return diagnose(network, window.drawing.strokes, ALL_STAGES, meant)


def same(window: MainWindow, meant: int | None) -> bool:
    found = window.panel(DoctorPanel).examined
    if found is None:
        return False
    known = wanted(window, meant)
    shown = [
        (f.change.kind, f.change.amount, f.answer) for f in window.panel(DoctorPanel).flips.flips
    ]
    return found.diagnosis.wanted == known.wanted and shown == [
        (f.change.kind, f.change.amount, f.answer) for f in known.flips
    ]


def told_of(window: MainWindow, digit: int) -> bool:
    sentences = window.panel(DoctorPanel).rows.sentences
    return len(sentences) == 7 and all(those_of(str(digit)) in one for one in sentences)


def test_drawing_is_measured_among_the_digits_that_are_read(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    prepared(window, qtbot, few_digits)
    examined, network = window.panel(DoctorPanel).examined, window.session.inspected.network
    image = window.panel(DrawPanel).preview.image
    assert examined is not None
    assert network is not None
    assert image is not None
    assert np.array_equal(examined.measured, measure(image[None])[0])
    answer = int(network.probabilities(image[None])[0].argmax())
    known = percentile_ranks(
        MeasuredDigits.from_split(few_digits.train), network.head, answer, examined.measured
    )
    assert known is not None
    assert examined.as_read is not None
    assert np.array_equal(examined.as_read.below, known.below)
    assert told_of(window, answer)


def test_flips_follow_the_drawing_and_what_was_meant(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    prepared(window, qtbot, few_digits)
    doctor, bars = window.panel(DoctorPanel), window.panel(DrawPanel).bars
    qtbot.waitUntil(lambda: same(window, None), timeout=60_000)
    answer = wanted(window, None).answer
    meant = (answer + 3) % 10
    QTest.mouseClick(doctor.meant.button(meant), LEFT)
    qtbot.waitUntil(lambda: same(window, meant), timeout=60_000)
    qtbot.waitUntil(lambda: told_of(window, meant), timeout=60_000)
    other = (answer + 5) % 10
    QTest.mouseClick(bars, LEFT, pos=QPoint(60, round((other + 0.5) * bars.height() / 10)))
    qtbot.waitUntil(lambda: same(window, other), timeout=60_000)
    draw(window, BAR)
    qtbot.waitUntil(lambda: same(window, other), timeout=60_000)
    window.drawing.clear()
    qtbot.waitUntil(lambda: doctor.examined is None and not doctor.rows.sentences, timeout=60_000)
    assert doctor.flips.flips == ()


def test_other_digits_are_measured_anew(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    prepared(window, qtbot, few_digits)
    first = window.panel(DoctorPanel).training_measures.digits
    window.session.set_dataset(limited(few_digits, 100, 50))
    qtbot.waitUntil(
        lambda: window.panel(DoctorPanel).training_measures.digits is not None, timeout=60_000
    )
    second = window.panel(DoctorPanel).training_measures.digits
    assert first is not None
    assert second is not None
    assert np.array_equal(second.measured, first.measured[:100])


def test_a_hidden_doctor_rests(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> None:
    window.session.set_dataset(few_digits)
    load_network(window)
    draw(window, SEVEN)
    qtbot.waitUntil(lambda: window.panel(DrawPanel).bars.probabilities is not None, timeout=60_000)
    qtbot.wait(300)
    assert window.panel(DoctorPanel).examined is None
    assert window.panel(DoctorPanel).training_measures.digits is None
