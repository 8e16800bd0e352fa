"""Set up before any test: Qt draws offscreen, programs meet in a folder apart; the real MNIST."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from platformdirs import user_cache_path

from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# The same examples every time, and no limit of time, which a busy machine exceeds.
settings.register_profile("mnistgui", deadline=None, derandomize=True)
settings.load_profile("mnistgui")


@pytest.fixture(scope="session", autouse=True)
def state_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what programs tell each other apart from that of the person who tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


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
