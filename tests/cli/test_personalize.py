import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.files.default_model import default_model
from mnistgui.files.models import load_model, save_model
from mnistgui.ink.jsonl import Drawing, write_drawings
from tests.data.layouts import write_idx
from tests.files.networks import network

# A suite that is started in the background hands on that Ctrl+C is ignored.
INTERRUPTIBLE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("mnistgui", run_name="__main__")
"""


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Digits that stand for MNIST."""
    drawn = synthetic_dataset(300, 100, seed=1)
    folder = tmp_path_factory.mktemp("digits")
    return write_idx(folder, Dataset("digits", "drawn", drawn.train, drawn.test))


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(2)
    path = tmp_path_factory.mktemp("taught") / "taught.jsonl"
    write_drawings(path, [Drawing(synthetic_strokes(d, rng), d) for d in (0, 0, 1)])
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.h5"
    save_model(network((8,)), path)
    return path


def run(*words: object) -> Result:
    texts = list(map(str, ("personalize", *words)))
    return CliRunner().invoke(main, texts, catch_exceptions=False)


def test_it_learns_and_tells_what_came_of_it(
    digits: Path, taught: Path, small: Path, tmp_path: Path
) -> None:
    out = tmp_path / "mine.h5"
    args = ("--strokes", taught, "--model", small, "--data", digits)
    result = run(*args, "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert (told["taught"], told["held_back"], told["test_digits"]) == (3, 1, 100)
    assert told["test_accuracy_after"] > told["test_accuracy_before"] + 0.2
    assert told["held_back_accuracy_after"] in (0.0, 1.0)
    assert told["seconds"] > 0
    assert load_model(out).sha256() == told["weights_sha256"]
    assert "learning: 25 %" in result.stderr
    assert "s left" in result.stderr
    again = run(*args, "--out", tmp_path / "again.npz", "--json")
    assert json.loads(again.stdout)["weights_sha256"] == told["weights_sha256"]


def test_it_tells_people_in_words(digits: Path, taught: Path, small: Path, tmp_path: Path) -> None:
    args = ("--strokes", taught, "--model", small, "--data", digits)
    result = run(*args, "--out", tmp_path / "mine.h5")
    assert "learnt 3 digits" in result.stdout
    assert "1 held back" in result.stdout
    assert "of the test digits of" in result.stdout


def test_mistakes_are_told_before_any_work(digits: Path, taught: Path, tmp_path: Path) -> None:
    for words, sentence in (
        (("--out", tmp_path / "mine.txt"), "no known suffix"),
        (("--out", tmp_path / "nowhere" / "mine.h5"), "there is no folder"),
        (("--out", tmp_path / "mine.h5", "--model", tmp_path / "none.h5"), "none.h5"),
    ):
        result = run("--strokes", taught, "--data", digits, *words)
        assert result.exit_code == 2
        assert sentence in result.stderr
        assert result.stderr.count("\n") == 1


def test_a_break_leaves_nothing_half_written(digits: Path, taught: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.h5"
    out.write_bytes(b"older")
    words = ["--strokes", str(taught), "--data", str(digits), "--out", str(out)]
    command = [sys.executable, "-c", INTERRUPTIBLE, "personalize", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "rehearsing" in process.stderr.readline()
        process.send_signal(2)
        said = process.stderr.read()
        assert process.wait(60) != 0
    assert "Traceback" not in said
    assert out.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.h5"]


@pytest.mark.slow
def test_real_digits_are_not_forgotten(real_mnist: Dataset, taught: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mnist"
    folder.mkdir()
    out = tmp_path / "mine.h5"
    result = run(
        "--strokes", taught, "--data", write_idx(folder, real_mnist), "--out", out, "--json"
    )
    told = json.loads(result.stdout)
    assert told["test_accuracy_after"] >= told["test_accuracy_before"] - 0.003
    assert load_model(out).widths == default_model().widths
