import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.fingerprint import fingerprint
from mnistgui.data.load import load_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.turns import TURNS, turned
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


def test_digits_that_lie_transposed_are_told_and_put_right(tmp_path: Path) -> None:
    upright = synthetic_dataset(120, 20)
    source = write_idx(tmp_path / "idx", turned(upright, TURNS[1]))
    told = run("info", source)
    assert "put right (transposed)" in told.stdout
    assert f"convert {source} NEW.npz --turn transposed" in told.stdout
    assert json.loads(run("info", source, "--json").stdout)["reading"]["better"] == "transposed"
    target = tmp_path / "right.npz"
    assert run("convert", source, target, "--turn", "transposed").exit_code == 0
    assert fingerprint(load_dataset(target)) == fingerprint(upright)


def test_what_was_assumed_stands_in_json_and_beside_the_answer(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=DATASET.train.images / 127.5 - 1, y=DATASET.train.labels)
    result = run("info", tmp_path / "a.npz", "--json")
    notes = json.loads(result.stdout)["notes"]
    assert len(notes) == 2
    assert result.stderr == "".join(f"note: {note}\n" for note in notes)
