import pytest

from mnistgui.training.presets import Preset, preset_named, presets
from mnistgui.training.reproduce import explanation
from mnistgui.training.seed_spread import SeedSpread, ranges


def test_the_lowest_and_the_highest_of_each_figure_are_found() -> None:
    first = {"test_error": 4.5, "train_error_by_epoch": [9.0, 6.0], "oscillates": True, "steps": 5}
    second = {"test_error": 4.2, "train_error_by_epoch": [8.0, 7.0], "oscillates": True, "steps": 5}
    assert ranges([first, second]) == {
        "test_error": [4.2, 4.5],
        "train_error_by_epoch": [[8.0, 6.0], [9.0, 7.0]],
    }


def test_cases_have_ranges_of_their_own() -> None:
    drawn = [{"one": {"test_loss": 0.25, "seconds": 3.0}}, {"one": {"test_loss": 0.5}}]
    found = ranges(drawn)
    assert found == {"one": {"test_loss": [0.25, 0.5]}}
    (told,) = SeedSpread(2, "as written", found).words()
    assert told.endswith("over seeds 0 to 1, as written: one: test loss 0.2500 to 0.5000.")


def test_an_overlay_tells_the_spread_of_its_parts() -> None:
    told = list(preset_named("compare-full-and-mini").spread_words())
    assert "shallow-minibatch" in [sentence.partition(":")[0] for sentence in told]


def draws(preset: Preset) -> bool:
    """Whether another seed would give other figures."""
    return any(
        run.config.initializer != "zeros" or run.config.sampling != "ordered" for run in preset.runs
    )


# No figure of theirs depends on a draw: nothing was reported, or a check is passed by every draw.
WITHOUT = {"compare-batch-sizes", "compare-depth-over-seeds", "compare-penalties", "gradient-check"}


@pytest.mark.parametrize("name", [n for n in presets() if n not in WITHOUT])
def test_where_no_seed_was_printed_ours_is_said_to_be_one_draw(name: str) -> None:
    preset = preset_named(name)
    if preset.together or preset.seed_printed or not draws(preset):
        assert preset.spread is None
    else:
        assert "ours is one draw" in explanation(preset)
