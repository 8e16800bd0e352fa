import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.fingerprint import fingerprint
from tests.data.layouts import small_dataset, write_idx

DATASET = small_dataset()


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["data", *map(str, words)], catch_exceptions=False)


def refused(result: Result) -> str:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_info_as_json(tmp_path: Path) -> None:
    result = run("info", write_idx(tmp_path, DATASET), "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["fingerprint"] == fingerprint(DATASET)
    assert told["train"]["count"] == 36


def test_info_for_people(tmp_path: Path) -> None:
    result = run("info", write_idx(tmp_path / "mine", DATASET))
    assert "mine from" in result.stdout
    assert "36 digits" in result.stdout
    assert "9:1" in result.stdout
    assert "pixels 36 x 784, uint8 from 0 to 255" in result.stdout


def test_info_of_nothing(tmp_path: Path) -> None:
    assert "does not exist" in refused(run("info", tmp_path / "a\nb"))


def test_download_says_where_it_went(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pretend(*, progress: Callable[[int, int], None]) -> Path:
        progress(5, 10)
        return tmp_path

    monkeypatch.setattr("mnistgui.data.download.download_mnist", pretend)
    result = run("download")
    assert result.exit_code == 0
    assert result.stdout == f"MNIST is in {tmp_path}\n"


def test_convert_and_its_mistakes(tmp_path: Path) -> None:
    source = write_idx(tmp_path / "idx", DATASET)
    target = tmp_path / "mnist.npz"
    assert run("convert", source, target).output == f"wrote {target}\n"
    assert json.loads(run("info", target, "--json").stdout)["fingerprint"] == fingerprint(DATASET)
    assert "exists" in refused(run("convert", source, target))
    assert run("convert", source, target, "--force").exit_code == 0
    assert "name one of" in refused(run("convert", source, tmp_path / "folder"))
    assert "'tiff' is not one of" in refused(run("convert", source, target, "--layout", "tiff"))
