from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from mnistgui.cli import main
from mnistgui.data.contact_sheet import text_art
from mnistgui.data.dataset import Dataset
from mnistgui.data.writers import npz
from tests.data.layouts import small_dataset

DATASET = small_dataset(n_train=200)


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    path = tmp_path / "small.npz"
    npz.write(DATASET, path)
    return path


def show(*words: object) -> Result:
    return CliRunner().invoke(main, ["data", "show", *map(str, words)])


def test_a_digit_is_shown_by_its_index(digits: Path) -> None:
    art = text_art(DATASET.train.images[42])
    assert show(digits, "--index", "42").stdout == f"training digit 42 is labelled 2\n{art}\n"
    shown = show(digits, "--index", "8,3", "--part", "test").stdout
    assert shown.startswith(f"test digit 8 is labelled 8\n{text_art(DATASET.test.images[8])}\n")
    assert "test digit 3 is labelled 3\n" in shown


def test_sixteen_of_each_class_are_named_and_drawn(digits: Path, tmp_path: Path) -> None:
    result = show(digits, "--each", "16", "--to", tmp_path / "sheet.png")
    lines = result.stdout.splitlines()
    assert lines[3] == "3: " + ", ".join(str(i) for i in range(3, 160, 10))
    assert len(lines) == 10
    sheet = np.asarray(Image.open(tmp_path / "sheet.png"))
    assert sheet.shape == (10 * 30 + 2, 16 * 30 + 2)
    found = sheet[2 + 3 * 30 :, 2 + 30 :][:28, :28]
    assert (found == 255 - DATASET.train.images[13].reshape(28, 28)).all()


def test_the_digits_of_the_write_ups(real_mnist: Dataset) -> None:
    assert "training digit 42 is labelled 7\n" in show(real_mnist.source, "--index", "42").stdout
    test = show(real_mnist.source, "--index", "42", "--part", "test").stdout
    assert "test digit 42 is labelled 4\n" in test


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "either --index 42 or --each 16"),
        (["--index", "1", "--each", "2"], "either --index 42 or --each 16"),
        (["--index", "200"], "no digit with the index 200; accepted are indices from 0 to 199"),
        (["--index", "x"], "'x' is no index"),
        (["--index", "1", "--to", "a.gif"], "another suffix than .png"),
        (["--index", "1", "--to", "/nonexistent/a.png"], "/nonexistent"),
        (["--each", "0"], "0 is not in the range x>=1"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_line(digits: Path, words: list[str], told: str) -> None:
    result = show(digits, *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
