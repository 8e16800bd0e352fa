from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from mnistgui.training.config import TrainingConfig
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_colours import FEW, colouring
from mnistgui.ui.widgets.theme import DARK, LIGHT, Theme

GRID = [
    TrainingConfig(hidden=hidden, learning_rate=rate)
    for hidden, rate in product(product((392, 512, 768, 1024), (256, 512)), (1.0, 0.1, 0.01))
]


def runs(configs: list[TrainingConfig]) -> list[Run]:
    return [Run(number, config, None) for number, config in enumerate(configs, start=1)]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_of_a_grid_hues_are_rates_and_shades_are_widths(theme: Theme) -> None:
    found = colouring(runs(GRID), theme)
    assert len(set(found.colours.values())) == len(GRID)
    assert found.hues == tuple(zip(("lr 0.01", "lr 0.1", "lr 1"), theme.runs, strict=False))
    assert found.shades == "dark to light: 392,256 to 1024,512"
    of_one_rate = [found.colours[n] for n in range(1, 25, 3)]
    lightness = [QColor(colour).lightnessF() for colour in of_one_rate]
    assert lightness == sorted(lightness)
    hues = {round(QColor(colour).hslHueF() * 12) % 12 for colour in of_one_rate}
    assert len(hues) == 1


def test_a_few_runs_have_the_colours_of_their_numbers() -> None:
    few = runs([TrainingConfig(seed=seed) for seed in range(FEW)])
    assert list(colouring(few, LIGHT).colours.values()) == list(LIGHT.runs[:FEW])
    assert colouring(few, LIGHT).hues == ()


def test_two_runs_are_never_of_one_colour_because_of_their_numbers() -> None:
    pair = [Run(1, TrainingConfig(), None), Run(9, TrainingConfig(), None)]
    assert len(set(colouring(pair, LIGHT).colours.values())) == 2


@given(st.integers(1, 40), st.booleans())
def test_every_run_has_a_colour_of_its_own(n: int, same: bool) -> None:
    many = runs([TrainingConfig(seed=0 if same else seed) for seed in range(n)])
    found = colouring(many, LIGHT).colours
    assert len(found) == n
    assert len(set(found.values())) == n


def test_seeds_of_many_runs_are_told_by_hue() -> None:
    found = colouring(runs([TrainingConfig(seed=seed) for seed in range(6)]), LIGHT)
    assert [text for text, _colour in found.hues] == [f"seed {seed}" for seed in range(6)]
    assert not found.shades


def test_settings_of_other_kinds_have_hues_too() -> None:
    configs = [
        TrainingConfig(activation=activation, hidden=hidden)
        for activation, hidden in product(("relu", "tanh"), ((10,), (20,), (10, 10)))
    ]
    found = colouring(runs(configs), LIGHT)
    assert [text for text, _colour in found.hues] == ["ReLU", "tanh"]
    assert found.shades == "dark to light: 10 to 20"
