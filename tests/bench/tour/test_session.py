from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from mnistgui.bench.tour import session
from mnistgui.data.dataset import Dataset
from mnistgui.ui.shell.panel_table import PANELS


def test_every_picture_shows_something(
    tmp_path: Path, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "find_dataset", lambda *_: few_digits)
    pictures = list(session.pictures(tmp_path / "new", None))
    panels = {spec.name for spec in PANELS}
    others = {"first-start", "enlarged", "warps", "window-light", "window-dark", "time-line"}
    assert {path.stem for path in pictures} == panels | others
    for path in pictures:
        image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
        colours = np.unique(np.frombuffer(image.constBits(), np.uint32))
        assert len(colours) > 8, path
    assert sorted((tmp_path / "new").iterdir()) == sorted(pictures)
