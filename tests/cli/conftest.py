from pathlib import Path

import pytest

from mnistgui.data.writers import npz
from tests.digits import blob_dataset


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    """Digits that are learnt in a moment; some modules have others of the same name."""
    path = tmp_path / "blobs.npz"
    npz.write(blob_dataset(), path)
    return path
