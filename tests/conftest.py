"""Set up before any test: Qt draws offscreen, so the suite needs no display; the real MNIST."""

import os
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset

os.environ["QT_QPA_PLATFORM"] = "offscreen"

_CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_mnist() -> Dataset:
    """MNIST from MNISTGUI_DATA, from beside the checkout or from the cache; skips without."""
    places = [
        Path(os.environ.get("MNISTGUI_DATA", "/nonexistent")),
        _CHECKOUT.parent / "shared" / "mnist",
        user_cache_path("mnistgui") / "mnist",
    ]
    for place in places:
        if place.exists():
            dataset = load_dataset(place)
            if dataset.name == "MNIST":
                return dataset
    pytest.skip("needs the real MNIST: set MNISTGUI_DATA or run 'mnistgui data download'")


@pytest.fixture(scope="session")
def published_weights() -> Path:
    """Weights that somebody else trained, from beside the MNIST data; skips without."""
    for folder in (
        Path(os.environ.get("MNISTGUI_DATA", "/nonexistent")).parent,
        _CHECKOUT.parent / "shared",
    ):
        path = folder / "weights" / "mnist_network_params.hdf5"
        if path.exists():
            return path
    pytest.skip("needs mnist_network_params.hdf5 in a folder weights beside MNISTGUI_DATA")
