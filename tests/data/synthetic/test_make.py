import logging
from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.synthetic import make
from mnistgui.data.synthetic.cache import CacheKey, SyntheticCache
from mnistgui.data.synthetic.make import synthetic_dataset


@pytest.fixture
def keeps_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "_FEWEST_CACHED_DIGITS", 0)


def refuse(done: int, total: int) -> None:
    raise KeyboardInterrupt(f"{done} of {total}")


def test_sizes_name_and_balance(tmp_path: Path) -> None:
    dataset = synthetic_dataset(300, 50, cache=tmp_path)
    assert (len(dataset.train), len(dataset.test)) == (300, 50)
    assert dataset.synthetic
    assert dataset.name == "Synthetic digits"
    assert np.bincount(dataset.train.labels).tolist() == [30] * 10
    assert len(np.unique(dataset.train.labels[:60])) == 10, "shuffled"
    assert not list(tmp_path.iterdir()), "a small set is not worth keeping"


def test_the_seed_decides(tmp_path: Path) -> None:
    one, same, other = (synthetic_dataset(60, 20, seed=s, cache=tmp_path) for s in (1, 1, 2))
    np.testing.assert_array_equal(one.train.images, same.train.images)
    assert not np.array_equal(one.train.images, other.train.images)
    assert not np.array_equal(one.train.images[:20], one.test.images)


@pytest.mark.usefixtures("keeps_anything")
def test_the_second_time_it_is_taken_from_the_cache(tmp_path: Path) -> None:
    first = synthetic_dataset(60, 20, cache=tmp_path / "made")
    again = synthetic_dataset(60, 20, cache=tmp_path / "made", progress=refuse)
    np.testing.assert_array_equal(first.train.images, again.train.images)
    np.testing.assert_array_equal(first.test.labels, again.test.labels)


@pytest.mark.usefixtures("keeps_anything")
def test_a_damaged_cache_is_drawn_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first = synthetic_dataset(60, 20, cache=tmp_path)
    (kept,) = tmp_path.iterdir()
    for damage in (kept.read_bytes()[:5000], b"", b"PK\x03\x04", b"\x93NUMPY"):
        kept.write_bytes(damage)
        with caplog.at_level(logging.WARNING):
            again = synthetic_dataset(60, 20, cache=tmp_path)
        np.testing.assert_array_equal(first.train.images, again.train.images)
        assert "again" in caplog.text
        caplog.clear()


@pytest.mark.usefixtures("keeps_anything")
def test_an_older_programs_digits_make_room(tmp_path: Path) -> None:
    outdated = tmp_path / "synthetic-60-20-0-0123456789ab.npz"
    outdated.write_bytes(b"old")
    synthetic_dataset(60, 20, cache=tmp_path)
    assert not outdated.exists()
    assert SyntheticCache(tmp_path).load(CacheKey(60, 20, 0)) is not None


@pytest.mark.usefixtures("keeps_anything")
def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert len(synthetic_dataset(60, 20, cache=in_the_way / "cache").train) == 60
    assert "not kept" in caplog.text


@pytest.mark.usefixtures("keeps_anything")
def test_stopping_keeps_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        synthetic_dataset(60, 20, progress=refuse, cache=tmp_path)
    assert not list(tmp_path.iterdir())


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    synthetic_dataset(60, 20, progress=lambda *at: seen.append(at), cache=tmp_path)
    assert seen[-1] == (80, 80)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
