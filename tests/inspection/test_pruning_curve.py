import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.inspection.pruning_curve import noisy, pruning_curve
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from tests.digits import blobs

SPLIT = blobs(200)


def test_the_curve_is_that_of_plain_numpy() -> None:
    network = make_network(TrainingConfig(hidden=(20,), precision="float64"))
    told: list[tuple[int, int]] = []
    curve = pruning_curve(
        network, SPLIT, (0.0, 0.5, 1.0), (0.0, 0.3), lambda done, all_: told.append((done, all_))
    )
    W1, b1, W2, b2 = (array.copy() for array in network.parameters())
    sizes = np.sort(np.abs(np.concatenate([W1.ravel(), W2.ravel()])))
    for i, noise in enumerate((0.0, 0.3)):
        drawn = np.random.default_rng(19).standard_normal(SPLIT.images.shape, np.float32)
        x = np.clip(np.rint(SPLIT.images + np.float32(noise * 255) * drawn), 0, 255) / 255
        for j, share in enumerate((0.0, 0.5, 1.0)):
            limit = sizes[round(share * len(sizes)) - 1] if share else -1
            V1, V2 = (np.where(np.abs(W) <= limit, 0, W) for W in (W1, W2))
            read = (np.maximum(x @ V1 + b1, 0) @ V2 + b2).argmax(axis=1)
            assert curve.accuracy[i, j] == (read == SPLIT.labels).mean()
    assert told == [(done, 6) for done in range(1, 7)]


def test_noise_is_the_same_for_the_same_seed_and_stays_within_the_range() -> None:
    first = noisy(SPLIT.images, 0.4)
    assert np.array_equal(first, noisy(SPLIT.images, 0.4))
    assert not np.array_equal(first, SPLIT.images)
    assert noisy(SPLIT.images, 0.0) is SPLIT.images
    middle = np.full((50, 784), 128, np.uint8)
    assert noisy(middle, 0.1).std() == pytest.approx(25.5, rel=0.02)
    assert {int(first.min()), int(first.max())} == {0, 255}


def test_a_share_beyond_all_is_refused() -> None:
    network = make_network(TrainingConfig(hidden=(5,)))
    with pytest.raises(UserError, match="0 to 1 are accepted"):
        pruning_curve(network, SPLIT, (1.2,), (0.0,))
