from pathlib import Path

import pytest

from mnistgui.data.writers import npz
from tests.cli.running import run
from tests.digits import blob_dataset


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    """Digits that are learnt in a moment; some modules have others of the same name."""
    path = tmp_path / "blobs.npz"
    npz.write(blob_dataset(), path)
    return path


@pytest.fixture
def trained(digits: Path, tmp_path: Path) -> Path:
    """A run of one small hidden layer, in a file."""
    out = tmp_path / "run.h5"
    result = run("train", "--data", digits, "--set", "hidden=9", "--set", "epochs=2", "--out", out)
    assert result.exit_code == 0, result.output
    return out
