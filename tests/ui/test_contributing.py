"""The worked examples of the contributors' page, run as they stand there."""

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mnistgui.data import layouts
from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from mnistgui.nn.gradient_check import gradient_check
from mnistgui.nn.optimizers import Adam
from mnistgui.nn.scaling import UNIT
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_feed, make_network
from mnistgui.training.pixel_subset import PixelSubset
from mnistgui.training.presets import PresetRun
from mnistgui.training.step import Step
from mnistgui.ui.shell import main_window
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.training.orders import Order
from tests.ui.conftest import Open

PAGE = Path(__file__).parents[2] / "resources" / "docs" / "contributing.md"
EXAMPLE = re.compile(r"^### (.+?)\n.*?^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
TITLES = ["A panel", "An activation", "A data layout", "A layer"]
STEP = 1e-6


def examples() -> dict[str, str]:
    """The code of each example, by its title."""
    return dict(EXAMPLE.findall(PAGE.read_text(encoding="utf-8")))


def run(title: str) -> Any:
    """What an example defines."""
    module = ModuleType("example")
    exec(compile(examples()[title], f"{PAGE}: {title}", "exec"), vars(module))  # noqa: S102
    return module


def test_every_example_has_less_than_30_lines() -> None:
    assert list(examples()) == TITLES
    assert max(len(code.splitlines()) for code in examples().values()) < 30


def test_the_panel_has_a_dock_and_follows_the_run(
    open_window: Open, qtbot: QtBot, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "PANELS", (*PANELS, run("A panel").STEPS))
    window = open_window()
    window.docks.bring("steps")
    assert window.docks["steps"].windowTitle() == "Steps"
    words = window.docks["steps"].findChild(QLabel, "steps_words")
    assert words is not None
    assert words.text() == "0 steps"
    window.session.set_dataset(few_digits)
    config = TrainingConfig(hidden=(8,), epochs=2, batch_size=50, validation_size=100)
    window.session.planner.train((PresetRun("", config),), Order.RUN)
    qtbot.waitUntil(lambda: words.text() == "20 steps", timeout=60_000)


def test_the_activation_passes_the_gradient_check(few_digits: Dataset) -> None:
    network = make_network(TrainingConfig(hidden=(8, 6)))
    for layer in network.dense_layers()[:-1]:
        layer.activation = run("An activation").Softplus()
    digits = few_digits.train[:20]
    x = digits.images.astype(np.float64) / 255
    found = gradient_check(network, x, digits.labels.astype(np.intp))
    assert not found.all_zero
    assert found.max_relative_error < 1e-6


@pytest.fixture
def csv_layout(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The example's layout as the first row of the table."""
    row = run("A data layout").CSV
    monkeypatch.setattr(layouts, "LAYOUTS", (row, *layouts.LAYOUTS))
    return row


def test_the_layout_reads_what_it_has_written(
    csv_layout: Any, few_digits: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "digits.csv"
    csv_layout.targets[0].write(replace(few_digits, train=few_digits.train[:30]), path)
    found = load_dataset(path)
    np.testing.assert_array_equal(found.train.images, few_digits.train.images[:30])
    np.testing.assert_array_equal(found.train.labels, few_digits.train.labels[:30])
    np.testing.assert_array_equal(found.test.images, few_digits.test.images)
    np.testing.assert_array_equal(found.test.labels, few_digits.test.labels)


@pytest.mark.usefixtures("csv_layout")
@pytest.mark.parametrize("rows", ["0,7,1,2", "0,seven", "0,7," + ",".join(["300"] * 784)])
def test_the_layout_refuses_what_is_no_table_of_digits(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "digits.csv"
    path.write_text(f"part,label\n{rows}\n")
    with pytest.raises(UserError, match="no CSV of part"):
        load_dataset(path)


def cost(layer: Any, x: np.ndarray, weights: np.ndarray) -> float:
    out = np.empty_like(x)
    layer.forward(x, out)
    return float((out * weights).sum())


def test_the_layer_goes_back_by_the_slopes_of_its_forward_pass() -> None:
    rng = np.random.default_rng(1)
    gain = run("A layer").Gain(rng.normal(size=4))
    x, weights = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    a, below = np.empty_like(x), np.empty_like(x)
    gain.forward(x, a)
    gain.backward(weights, a, below)
    [gradient] = gain.gradients(x, weights)
    dg = np.zeros(4)
    gradient.add_to(dg, scale=1.0, keep=0.0)
    for found, array in ((below, x), (dg, gain.parameters()[0].array)):
        for index in np.ndindex(array.shape):
            before = array[index]
            array[index] = before + STEP
            above = cost(gain, x, weights)
            array[index] = before - STEP
            slope = (above - cost(gain, x, weights)) / (2 * STEP)
            array[index] = before
            assert found[index] == pytest.approx(slope, abs=1e-7)


def test_a_network_with_the_layer_is_checked_trained_narrowed_and_copied(
    few_digits: Dataset,
) -> None:
    config = TrainingConfig(hidden=(8,), l2=1e-3)
    drawn = make_network(config)
    gain = run("A layer").Gain(np.full(784, 2, np.float32))
    network = replace(drawn, layers=[gain, *drawn.layers])
    digits = few_digits.train
    x, targets = UNIT.scaled(digits.images[:20]), network.head.targets(digits.labels[:20])
    found = gradient_check(network, x, targets, l2=config.l2)
    assert [one.key for one in found.parameters] == ["g1", "W2", "b2", "W3", "b3"]
    assert found.max_relative_error < 1e-6
    subset = PixelSubset.choose(digits.images, config, network)
    feed = make_feed(config, digits, network, subset)
    before = network.copy()
    step = Step(subset.narrow(network), feed, Adam(), l2=config.l2)
    losses = [step.learn_from(np.arange(100), 0.01).mean for _ in range(30)]
    assert losses[-1] < losses[0] / 2
    assert network.sha256() == before.sha256()
    trained = subset.widen(step.network, network)
    assert trained.sha256() != before.sha256()
    assert trained.cost == drawn.cost + 784
    with pytest.raises(UserError, match="Gain, Dense, Dense; only dense"):
        trained.dense_layers()
