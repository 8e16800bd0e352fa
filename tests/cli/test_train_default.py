import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.files.default_model import default_model, save_default_model
from mnistgui.files.digit_judge import beside, load_judge
from mnistgui.files.models import load_model
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, save_run
from mnistgui.ink.jsonl import Drawing, write_drawings
from tests.data.layouts import write_idx


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Digits that stand for MNIST."""
    drawn = synthetic_dataset(600, 200, seed=1)
    folder = tmp_path_factory.mktemp("digits")
    return write_idx(folder, Dataset("digits", "drawn", drawn.train, drawn.test))


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(2)
    path = tmp_path_factory.mktemp("recordings") / "pens.jsonl.gz"
    writers = ("anna", "ben", "carla")
    write_drawings(
        path, [Drawing(synthetic_strokes(d, rng), d, w) for w in writers for d in range(10)]
    )
    return path


def run(*words: object) -> Result:
    short = (
        "--set",
        "hidden=30",
        "--set",
        "epochs=5",
        "--synthetic",
        300,
        "--set",
        "validation_size=100",
    )
    texts = map(str, ("train-default", *short, *words))
    return CliRunner().invoke(main, list(texts), catch_exceptions=False)


def test_it_makes_a_model_and_measures_it_on_writers_kept_aside(
    digits: Path, recordings: Path, tmp_path: Path
) -> None:
    out = tmp_path / "model.h5"
    result = run("--data", digits, "--strokes", recordings, "--aside", 3, "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["aside_digits"] == 10
    assert set(told["aside_per_digit"]) == set("0123456789")
    assert np.mean(list(told["aside_per_digit"].values())) == pytest.approx(told["aside_accuracy"])
    assert told["test_accuracy"] > 0.3
    assert 0 <= told["expected_calibration_error"] < 0.5
    network = load_model(out)
    assert network.widths == (784, 30, 10)
    assert told["parameters"] == network.parameter_count
    assert len(load_judge(beside(out)).of_digits) == 100  # the validation digits


def test_the_judge_alone_leaves_the_model_as_it_is(digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "model.h5"
    save_default_model(default_model(), out)
    before = out.read_bytes()
    assert run("--data", digits, "--out", out, "--judge-only").exit_code == 0
    assert out.read_bytes() == before
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["model.h5", "model.judge.npz"]


def test_a_broken_run_goes_on_to_the_same_model(
    digits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = tmp_path / "whole.h5", tmp_path / "broken.h5"
    assert run("--data", digits, "--out", whole).exit_code == 0
    run_path = tmp_path / "broken.run.h5"
    break_off(digits, run_path, monkeypatch)
    assert load_run(run_path).state.facts["epoch"] == 1
    assert run("--data", digits, "--out", broken, "--resume").exit_code == 0
    assert load_model(broken).sha256() == load_model(whole).sha256()


def break_off(digits: Path, run_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the run file of a command that ended after the first epoch."""

    def save_once(path: Path, run: SavedRun) -> None:
        save_run(path, run)
        raise RuntimeError("the power fails")

    monkeypatch.setattr("mnistgui.cli.train_default.save_run", save_once)
    with pytest.raises(RuntimeError, match="power"):
        run("--data", digits, "--out", run_path.with_name("broken.h5"))
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--aside", 9), "3 writers"),
        (("--set", "epoch=3"), "did you mean epochs"),
        (("--set", "validation_size=0"), "validation"),
        (("--resume",), "run.h5"),
    ],
)
def test_what_is_wrong_is_told(
    digits: Path, recordings: Path, tmp_path: Path, words: tuple[object, ...], told: str
) -> None:
    out = tmp_path / "model.h5"
    result = run("--data", digits, "--strokes", recordings, "--out", out, *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not out.exists()


def test_unlabelled_recordings_are_refused(digits: Path, tmp_path: Path) -> None:
    path = tmp_path / "unlabelled.jsonl"
    write_drawings(path, [Drawing(synthetic_strokes(3, np.random.default_rng(1)))])
    result = run("--data", digits, "--strokes", path, "--out", tmp_path / "model.h5")
    assert result.exit_code == 2
    assert "drawing 1 has no label" in result.stderr


def test_help_names_where_recordings_come_from() -> None:
    result = CliRunner().invoke(main, ["train-default", "--help"])
    assert "CC BY 4.0" in result.stdout
    assert "UCI" in result.stdout
