import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mnistgui.ui.panels.why.layers_view import LayersView
from mnistgui.ui.panels.why.signed_map import SignedMap


def evidence(size: float) -> SignedMap:
    made = SignedMap("evidence", "Occlusion")
    made.resize(180, 180)
    made.set_values((np.linspace(-1, 1, 784) * size).astype(np.float32))
    return made


@pytest.mark.parametrize(
    ("size", "key"), [(1e-30, "±1e\u221230"), (1.0, "±1"), (2.7e20, "±2.7e+20")]
)
def test_evidence_of_any_size_looks_alike_and_has_its_key(
    qtbot: QtBot, size: float, key: str
) -> None:
    made = evidence(size)
    qtbot.addWidget(made)
    assert made.caption == f"Occlusion {key}"
    assert not made.remark
    usual = evidence(1.0)
    qtbot.addWidget(usual)
    colours = [view.grab().toImage().copy(20, 30, 130, 140) for view in (made, usual)]
    assert colours[0] == colours[1]


def test_no_evidence_is_said_in_words(qtbot: QtBot) -> None:
    made = evidence(0.0)
    qtbot.addWidget(made)
    assert (made.caption, made.remark) == ("Occlusion", "All values are 0.")
    made.set_values(np.full(784, np.nan))
    made.grab()
    assert made.remark == "All values are NaN or infinite."


def test_activations_of_any_size_are_drawn_and_what_is_not_finite_is_counted(
    qtbot: QtBot,
) -> None:
    view = LayersView()
    qtbot.addWidget(view)
    view.resize(200, 160)
    view.set_layers((np.array([1e38, -1e38, np.inf, np.nan]), np.full(10, np.nan)), ("0",) * 10)
    assert view.accessibleDescription() == (
        "Hidden 1: 2 of 4 active, 2 NaN or infinite, Output: 10 classes, 10 NaN or infinite"
    )
    view.grab()
    view.set_layers((np.zeros(4), np.full(10, 0.1)), ("0",) * 10)
    view.grab()
