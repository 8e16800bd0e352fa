from pathlib import Path

import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.writer import synthetic_digits
from mnistgui.files.default_model import FILE_NAME, default_model, save_default_model
from mnistgui.files.models import load_model
from mnistgui.resources_dir import resource
from mnistgui.training.calibration import reliability
from mnistgui.training.evaluation import evaluate


def test_it_is_small_and_reads_synthetic_digits() -> None:
    assert resource(FILE_NAME).stat().st_size <= 2_500_000
    images, labels = map(
        np.concatenate, zip(*synthetic_digits(1000, np.random.default_rng(99)), strict=True)
    )
    assert (default_model().probabilities(images).argmax(axis=1) == labels).mean() > 0.9


def test_every_caller_gets_a_copy() -> None:
    one = default_model()
    one.dense_layers()[0].W[...] = 0
    assert default_model().dense_layers()[0].W.any()


def test_float16_reads_back_as_it_was_rounded(tmp_path: Path) -> None:
    network = default_model()
    save_default_model(network, tmp_path / "again.h5")
    assert load_model(tmp_path / "again.h5").sha256() == network.sha256()


def test_it_reads_mnist_and_knows_how_sure_to_be(real_mnist: Dataset) -> None:
    network, test = default_model(), real_mnist.test
    assert evaluate(network, test).accuracy >= 0.988
    found = reliability(network.probabilities(test.images), test.labels.astype(np.intp))
    assert found.expected_calibration_error <= 0.015
