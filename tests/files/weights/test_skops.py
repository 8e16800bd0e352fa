from pathlib import Path

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.content import Content
from mnistgui.files.models import load_model, load_stored
from mnistgui.files.recognize import recognize
from mnistgui.files.weights.description import PIXEL_SCALING
from mnistgui.nn.activations import Sigmoid
from tests.files.networks import network, same
from tests.files.weights.other_files import Model, classifier, write_skops

NET = network((5,))


def test_a_classifier_is_read_with_its_activation(tmp_path: Path) -> None:
    path = tmp_path / "m.skops"
    write_skops(classifier(NET.dense_layers()), path)
    assert recognize(path) is Content.WEIGHTS
    assert same(load_model(path), NET)
    assert load_stored(path).left_open == (PIXEL_SCALING,)
    write_skops(classifier(NET.dense_layers(), "logistic"), path)
    assert load_model(path).dense_layers()[0].activation == Sigmoid()


def test_scalers_of_a_pipeline_are_taken_over(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    mean, deviation = rng.random(784), rng.uniform(1, 2, 784)
    low, factor = rng.random(784), rng.uniform(0.5, 1, 784)
    steps = [
        ["a", Model("StandardScaler", mean_=mean, scale_=deviation)],
        ["b", Model("MinMaxScaler", min_=low, scale_=factor)],
        ["c", classifier(NET.dense_layers())],
    ]
    write_skops(Model("Pipeline", steps=steps), tmp_path / "m.skops")
    x = rng.random((6, 784)).astype(np.float32)
    scaled = (((x - mean) / deviation) * factor + low).astype(np.float32)
    found = load_model(tmp_path / "m.skops").forward(x)[-1]
    np.testing.assert_allclose(found, NET.forward(scaled)[-1], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (Model("RandomForestClassifier", n=1), "holds a RandomForestClassifier; MLPClassifier"),
        (Model("MLPClassifier", activation="relu"), "has not been fitted"),
        (Model("Pipeline", steps=[["a", Model("PCA", n=1)]]), "holds a PCA"),
        (Model("LogisticRegression", C=1), "has not been fitted"),
    ],
)
def test_other_models_are_named(tmp_path: Path, model: Model, said: str) -> None:
    write_skops(model, tmp_path / "m.skops")
    with pytest.raises(UserError, match=said):
        load_model(tmp_path / "m.skops")


@pytest.mark.filterwarnings("ignore")
def test_what_skops_itself_saves_is_read(tmp_path: Path) -> None:
    io = pytest.importorskip("skops.io")
    neural = pytest.importorskip("sklearn.neural_network")
    rng = np.random.default_rng(3)
    x, y = rng.random((40, 784)), np.repeat(np.arange(10), 4)
    model = neural.MLPClassifier((6,), activation="tanh", max_iter=3).fit(x, y)
    io.dump(model, tmp_path / "m.skops")
    network = load_model(tmp_path / "m.skops")
    found = network.head.probabilities(network.forward(x.astype(np.float32))[-1])
    np.testing.assert_allclose(found, model.predict_proba(x), rtol=0, atol=1e-5)
