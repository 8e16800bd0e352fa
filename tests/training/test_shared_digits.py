import gc

import numpy as np
import pytest

from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.errors import UserError
from mnistgui.nn.parameters import named_parameters
from mnistgui.training.config import TrainingConfig
from mnistgui.training.digits_ahead import digits_ahead
from mnistgui.training.model import make_network
from mnistgui.training.pixel_subset import PixelSubset
from mnistgui.training.shared_digits import SharedDigits, shared_digits
from mnistgui.training.trainer import Trainer

DIGITS = synthetic_dataset(60, 20)
CONFIG = TrainingConfig(hidden=(6,), epochs=1, batch_size=10)


def shared(config: TrainingConfig = CONFIG) -> SharedDigits:
    return shared_digits(DIGITS.train.images, config, make_network(config))


def test_runs_of_the_same_digits_share_one_copy_whatever_else_differs() -> None:
    other = TrainingConfig(hidden=(9, 4), batch_size=5, learning_rate=0.5)
    assert shared() is shared(other)


def test_runs_that_read_other_pixels_have_copies_of_their_own() -> None:
    plain = shared()
    for other in (TrainingConfig(l2=0.1), TrainingConfig(pixel_scaling="signed")):
        assert shared(other) is not plain


def test_other_digits_are_never_taken_for_these() -> None:
    few = DIGITS.train.images[:30]
    assert shared() is not shared_digits(few, CONFIG, make_network(CONFIG))
    assert len(shared_digits(few, CONFIG, make_network(CONFIG)).images) == 30


def test_a_copy_is_freed_with_the_last_who_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    gathered: list[int] = []
    gather = PixelSubset.gather

    def noted(subset: PixelSubset, images: np.ndarray) -> np.ndarray:
        gathered.append(len(images))
        return gather(subset, images)

    monkeypatch.setattr(PixelSubset, "gather", noted)
    gc.collect()  # what other tests held
    held = digits_ahead(CONFIG, DIGITS)
    before = len(gathered)
    first, second = Trainer(CONFIG, DIGITS), Trainer(CONFIG, DIGITS)
    assert len(gathered) == before
    del held, first, second
    gc.collect()
    Trainer(CONFIG, DIGITS)
    assert len(gathered) == before + 1


def test_sharing_changes_no_bit() -> None:
    alone = Trainer(CONFIG, DIGITS)
    list(alone)
    held = digits_ahead(CONFIG, DIGITS)
    beside = Trainer(CONFIG, DIGITS)
    list(beside)
    assert held is not None
    for one, other in zip(*(named_parameters(t.snapshot()) for t in (alone, beside)), strict=True):
        np.testing.assert_array_equal(one.array, other.array)


def test_warped_digits_are_nobody_elses() -> None:
    assert digits_ahead(TrainingConfig(augmentation="warps"), DIGITS) is None


def test_settings_that_do_not_fit_the_digits_are_refused() -> None:
    with pytest.raises(UserError):
        digits_ahead(TrainingConfig(train_size=1000), DIGITS)
