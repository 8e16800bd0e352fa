from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

from mnistgui.bench.tour import film
from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError


def test_a_film_shows_a_run_and_a_drawing(
    tmp_path: Path, few_digits: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film, "find_dataset", lambda _path: few_digits)
    monkeypatch.setattr(film, "_WATCHED_SECONDS", 0.6)
    monkeypatch.setattr(film, "_LOOKED_AT_SECONDS", 0.3)
    monkeypatch.setattr(film, "_DRAWN", (1,))
    path = tmp_path / "new" / "film.gif"
    film.film(path, None)
    with Image.open(path) as made:
        frames = [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(made)]
    assert len(frames) > 3
    first, last = frames[0], frames[-1]
    assert len({tuple(frame[3, -3]) for frame in frames}) == 1  # no tint of its own in the menu bar
    assert first.shape == last.shape
    height, width, _ = first.shape
    canvas = (slice(height // 4, height // 2), slice(width * 3 // 4, width - 20))
    assert (last[canvas] < 60).all(axis=-1).sum() > (first[canvas] < 60).all(axis=-1).sum() + 50
    assert (last != first)[:, : width // 2].any()
    assert list(path.parent.iterdir()) == [path]


def test_a_name_with_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.gif and \.webp are accepted"):
        film.film(tmp_path / "film.mp4", None)
