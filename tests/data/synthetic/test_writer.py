from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.synthetic.writer import synthetic_digits, synthetic_images, synthetic_strokes
from mnistgui.ink.normalize import centre_of_mass, to_pixels
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate
from mnistgui.training.trainer import Trainer


@pytest.mark.parametrize("digit", range(10))
def test_strokes_lie_on_the_canvas_and_differ_each_time(digit: int) -> None:
    rng = np.random.default_rng(digit)
    one, other = synthetic_strokes(digit, rng), synthetic_strokes(digit, rng)
    for strokes in (one, other):
        points = np.concatenate(strokes.lines)
        assert points.min() >= 0
        assert points.max() <= 280
        assert np.ptp(points, axis=0).max() == pytest.approx(210)
        assert strokes.pen_width is not None
        assert 10 < strokes.pen_width < 60
    assert not np.array_equal(to_pixels(one), to_pixels(other))


def test_the_same_seed_writes_the_same() -> None:
    one, other = (synthetic_strokes(3, np.random.default_rng(5)) for _ in range(2))
    for a, b in zip(one.lines, other.lines, strict=True):
        np.testing.assert_array_equal(a, b)


def test_images_are_fitted_and_centred_nearly_as_mnists_are() -> None:
    images = np.concatenate(list(synthetic_images(8, 60, np.random.default_rng(6))))
    assert images.shape == (60, 784)
    for image in images.reshape(-1, 28, 28):
        x, y = centre_of_mass(image.astype(np.float32))
        assert abs(x - 14) < 2.3
        assert abs(y - 14) < 2.3
        rows, columns = np.nonzero(image > 127)
        assert max(np.ptp(rows), np.ptp(columns)) + 1 in range(17, 22)


def test_every_digit_is_written_as_often() -> None:
    labels = np.concatenate(
        [digits for _, digits in synthetic_digits(103, np.random.default_rng(7))]
    )
    assert np.bincount(labels, minlength=10).tolist() == [11, 11, 11, 10, 10, 10, 10, 10, 10, 10]


def test_synthetic_digits_can_be_told_apart() -> None:
    """Nearest neighbours among 2,000 read 500 fresh ones: the digits are not mere scribbles."""
    rng = np.random.default_rng(8)
    known, labels = map(np.concatenate, zip(*synthetic_digits(2000, rng), strict=True))
    fresh, truth = map(np.concatenate, zip(*synthetic_digits(500, rng), strict=True))
    a, b = known.astype(np.float32), fresh.astype(np.float32)
    nearest = ((a * a).sum(axis=1) - 2 * b @ a.T).argmin(axis=1)
    assert (labels[nearest] == truth).mean() > 0.65


@pytest.mark.slow
def test_a_plain_network_that_saw_synthetic_digits_alone_reads_mnist(
    real_mnist: Dataset, tmp_path: Path
) -> None:
    drawn = synthetic_dataset(cache=tmp_path)
    mixed = Dataset(drawn.name, drawn.source, drawn.train, real_mnist.test, synthetic=True)
    config = TrainingConfig(hidden=(256,), epochs=6, schedule="one_cycle", augmentation="warps")
    trainer = Trainer(config, mixed)
    for _ in trainer:
        pass
    assert evaluate(trainer.snapshot(), real_mnist.test).accuracy >= 0.91
