import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistgui.drawing.neighbours import CHUNK_DIGITS, Compression, build_index, features, nearest
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from tests.digits import blobs


@settings(max_examples=15, deadline=None)
@given(st.integers(65, 300), st.integers(0, 999))
def test_no_distance_becomes_longer(units: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    mixed = rng.normal(0, 1, (80, 20)) @ rng.normal(0, 1, (20, units))
    answers = mixed + rng.normal(0, 0.3, (80, units))
    kept = Compression.from_sample(answers[:70])(answers)
    assert kept.shape == (80, 65)
    true = np.linalg.norm(answers[:, None] - answers, axis=2)
    short = np.linalg.norm(kept[:, None] - kept, axis=2)
    assert (short <= true + 1e-9).all()
    apart = ~np.eye(80, dtype=bool)
    assert np.median(short[apart] / true[apart]) > 0.7


def test_few_units_are_kept_as_they_are() -> None:
    answers = np.random.default_rng(1).normal(0, 1, (50, 64))
    compression = Compression.from_sample(answers)
    assert compression.width == 64
    assert compression(answers) is answers


def test_what_is_not_finite_is_kept_as_it_is() -> None:
    answers = np.full((10, 100), np.nan)
    assert Compression.from_sample(answers).width == 100


@pytest.mark.parametrize("units", [3, 200])
def test_width_is_that_of_what_is_kept(units: int) -> None:
    answers = np.random.default_rng(2).normal(0, 1, (90, units))
    compression = Compression.from_sample(answers)
    assert compression(answers).shape == (90, compression.width)


@pytest.fixture(scope="module")
def network() -> Network:
    return make_network(TrainingConfig(hidden=(30, 12)))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 1300), st.integers(1, 9), st.integers(0, 99))
def test_nearest_are_those_of_brute_force(n: int, count: int, seed: int) -> None:
    network = make_network(TrainingConfig(hidden=(30, 12), seed=seed))
    split, image = blobs(n, seed), blobs(1, seed + 1).images[0]
    found = nearest(build_index(network, split), image, count)
    hidden = network.activations(np.concatenate([split.images, image[None]]))[-2].astype(float)
    wanted = np.sort(np.linalg.norm(hidden[:-1] - hidden[-1], axis=1))[:count]
    assert found.distances == pytest.approx(wanted, abs=1e-4)
    assert len(set(found.rows.tolist())) == min(n, count)
    assert np.array_equal(found.labels, split.labels[found.rows])
    assert np.array_equal(found.images, split.images[found.rows])


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(["relu", "tanh"]), st.integers(0, 99))
def test_of_a_wide_layer_less_is_kept_and_the_same_found(activation: str, seed: int) -> None:
    network = make_network(TrainingConfig(hidden=(40, 400), activation=activation, seed=seed))
    split = blobs(900, seed)
    index = build_index(network, split)
    assert index.kept.shape == (900, 65)
    for image in blobs(4, seed + 1).images:
        answer = features(network, image[None])
        true = np.linalg.norm(features(network, split.images) - answer, axis=1)
        kept = np.linalg.norm(index.kept - index.compression(answer), axis=1)
        assert (kept <= true * (1 + 1e-3) + 1e-3).all()
        found = nearest(index, image)
        assert found.distances == pytest.approx(np.sort(true)[:5], abs=1e-4)


def test_a_network_that_diverged_is_no_fault() -> None:
    network = make_network(TrainingConfig(hidden=(150,)))
    network.dense_layers()[0].W[:] = np.nan
    found = nearest(build_index(network, blobs(30)), blobs(1).images[0])
    assert len(found.rows) == 0  # no digit is near to NaN
    assert np.isnan(found.distances).all()


def test_a_training_digit_is_nearest_to_itself(network: Network) -> None:
    split = blobs(700)
    index = build_index(network, split)
    for row in (0, 123, 699):
        found = nearest(index, split.images[row])
        assert found.rows[0] == row
        assert found.distances[0] == pytest.approx(0, abs=1e-3)


def test_progress_is_told_and_can_end_the_work(network: Network) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index(network, blobs(3 * CHUNK_DIGITS), tell)
    assert told == [(CHUNK_DIGITS, 3 * CHUNK_DIGITS), (2 * CHUNK_DIGITS, 3 * CHUNK_DIGITS)]


@pytest.mark.parametrize(("model", "units"), [("softmax", 10), ("logistic", 1)])
def test_without_hidden_layer_logits_are_compared(model: str, units: int) -> None:
    network, split = make_network(TrainingConfig(model=model)), blobs(20)
    index = build_index(network, split)
    assert index.kept.shape == (20, units)
    assert np.array_equal(index.kept, network.logits(split.images))
    assert np.array_equal(features(network, split.images), index.kept)
