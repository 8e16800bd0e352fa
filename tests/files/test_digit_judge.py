from pathlib import Path

import numpy as np

from mnistgui.bench.drawing.junk import junk
from mnistgui.files.default_model import FILE_NAME
from mnistgui.files.digit_judge import beside, load_judge, save_judge, shipped_judge
from mnistgui.resources_dir import resource


def test_model_and_judge_are_small_together() -> None:
    model = resource(FILE_NAME)
    assert model.stat().st_size + beside(model).stat().st_size <= 2_500_000


def test_the_shipped_judge_is_calibrated_on_enough_digits() -> None:
    assert len(shipped_judge().of_digits) >= 5000
    assert shipped_judge() is shipped_judge()


def test_a_saved_judge_says_the_same(tmp_path: Path) -> None:
    path = beside(tmp_path / "model.h5")
    save_judge(shipped_judge(), path)
    assert path.name == "model.judge.npz"
    images = junk(5, np.random.default_rng(0))["sign"]
    again = load_judge(path)
    np.testing.assert_allclose(again.score(images), shipped_judge().score(images), rtol=1e-5)
    np.testing.assert_array_equal(again.of_digits, shipped_judge().of_digits)
