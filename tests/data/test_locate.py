from pathlib import Path

import pytest

from mnistgui.data import locate
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset, write_idx

DATASET = small_dataset()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("MNISTGUI_DATA", raising=False)
    monkeypatch.setattr(locate, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def test_nothing_named_and_nothing_downloaded_is_none(cache: Path) -> None:
    assert locate.find_dataset() is None
    write_idx(cache, DATASET, packed=True)
    (cache / "t10k-labels-idx1-ubyte.gz").unlink()
    assert locate.find_dataset() is None


def test_the_cache_is_used_once_all_four_files_are_there(cache: Path) -> None:
    write_idx(cache, DATASET, packed=True)
    found = locate.find_dataset()
    assert found is not None
    assert_same_digits(found, DATASET)


def test_a_path_goes_before_the_environment_and_that_before_the_cache(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_idx(cache, DATASET, packed=True)
    write_idx(tmp_path / "environment", small_dataset(seed=1))
    write_idx(tmp_path / "path", small_dataset(seed=2))
    monkeypatch.setenv("MNISTGUI_DATA", str(tmp_path / "environment"))
    from_environment = locate.find_dataset()
    from_path = locate.find_dataset(tmp_path / "path")
    assert from_environment is not None
    assert from_path is not None
    assert (from_environment.name, from_path.name) == ("environment", "path")


def test_a_path_in_the_environment_that_leads_nowhere_is_an_error(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MNISTGUI_DATA", str(cache / "nowhere"))
    with pytest.raises(UserError, match="nowhere does not exist"):
        locate.find_dataset()


def test_synthetic_means_drawn_digits_unless_a_file_is_called_so(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_idx(cache, DATASET, packed=True)
    monkeypatch.chdir(tmp_path)
    assert locate.find_dataset("synthetic") is None
    write_idx(tmp_path / "synthetic", small_dataset(seed=2))
    found = locate.find_dataset("synthetic")
    assert found is not None
    assert_same_digits(found, small_dataset(seed=2))


def test_the_cache_is_the_persons_own() -> None:
    assert locate.cache_folder().name == "mnist"
    assert "mnistgui" in locate.cache_folder().parts
