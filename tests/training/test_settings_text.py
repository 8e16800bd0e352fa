from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import presets
from mnistgui.training.settings_text import parse_settings_text, settings_link, settings_text


@given(
    st.lists(st.integers(1, 4096), max_size=3).map(tuple),
    st.floats(1e-8, 1000.0),
    st.sampled_from([0, 1, 150]),
)
def test_settings_come_back_from_their_text(
    hidden: tuple[int, ...], rate: float, batch: int
) -> None:
    config = replace(TrainingConfig(), hidden=hidden, learning_rate=rate, batch_size=batch)
    assert parse_settings_text(settings_text(config)) == config
    assert parse_settings_text(settings_link(config)) == config


@pytest.mark.parametrize("name", [name for name, one in presets().items() if one.runs])
def test_every_preset_comes_back_from_its_text(name: str) -> None:
    for run in presets()[name].runs:
        assert parse_settings_text(f"mnistgui train {settings_text(run.config)}\n") == run.config
        words = f"Look at this ({settings_link(run.config)}). It is quick."
        assert parse_settings_text(words) == run.config


def test_the_defaults_have_a_text_too() -> None:
    assert settings_text(TrainingConfig()) == "--set epochs=5"
    assert settings_link(TrainingConfig()) == "mnistgui:settings?epochs=5"


@pytest.mark.parametrize(
    "text", ["", "hello", "--set lerning_rate=3", "epochs=-1", "mnistgui:settings?"]
)
def test_other_texts_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UserError):
        parse_settings_text(text)


def test_a_link_that_was_cut_off_says_so() -> None:
    with pytest.raises(UserError, match=r"cut off or damaged; one as .* is accepted"):
        parse_settings_text("mnistgui:settings?hidden=8&epo")
