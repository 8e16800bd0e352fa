import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from mnistgui.cli import main
from mnistgui.files.exporting import EXPORTS, HISTORY_WRITERS
from mnistgui.files.lesson_card import PassMark, save_card
from mnistgui.files.models import SUFFIXES, load_model, save_model
from mnistgui.files.run_file import save_run
from tests.files.networks import network, same
from tests.files.runs import trained
from tests.files.test_lesson_card import CARD


def test_help_names_every_format_there_is() -> None:
    assert set(EXPORTS) == {*SUFFIXES, *HISTORY_WRITERS}
    text = " ".join(CliRunner().invoke(main, ["export", "--help"]).output.split())
    assert all(suffix in text for suffix in EXPORTS)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_weights_are_exported_by_suffix(tmp_path: Path, suffix: str) -> None:
    save_model(network(), tmp_path / "model.npz")
    target = tmp_path / f"other{suffix}"
    result = CliRunner().invoke(main, ["export", str(tmp_path / "model.npz"), "--to", str(target)])
    assert result.exit_code == 0, result.output
    assert same(load_model(target), network())


def test_runs_are_exported_as_network_or_history(tmp_path: Path) -> None:
    run, path = trained(), tmp_path / "run.h5"
    save_run(path, run)
    for name in ("model.npz", "history.csv", "curves.tensorboard"):
        result = CliRunner().invoke(main, ["export", str(path), "--to", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
    assert load_model(tmp_path / "model.npz").sha256() == run.network().sha256()
    assert (tmp_path / "history.csv").read_text().startswith("step,")
    assert list((tmp_path / "curves.tensorboard").iterdir())


def test_what_cannot_be_exported_ends_with_a_sentence(tmp_path: Path) -> None:
    save_model(network(), tmp_path / "model.npz")
    for arguments in (
        ["export", str(tmp_path / "absent"), "--to", "a.npz"],
        ["export", str(tmp_path / "model.npz"), "--to", str(tmp_path / "a.txt")],
        ["export", str(tmp_path / "model.npz"), "--to", str(tmp_path / "a.csv")],
    ):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1


def test_a_run_is_not_written_over_by_its_own_network(tmp_path: Path) -> None:
    path = tmp_path / "run.h5"
    save_run(path, trained())
    content = path.read_bytes()
    (tmp_path / "other.h5").symlink_to(path)
    for target in (path, tmp_path / "other.h5"):
        result = CliRunner().invoke(main, ["export", str(path), "--to", str(target)])
        assert result.exit_code == 2
        assert "is what is read" in result.stderr
    assert path.read_bytes() == content


def test_runs_are_graded(tmp_path: Path) -> None:
    card, run = tmp_path / "card.lesson.json", tmp_path / "run.h5"
    save_run(run, trained())
    save_card(card, CARD)
    result = CliRunner().invoke(main, ["check", str(card), str(run), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["passed"] is True
    assert CliRunner().invoke(main, ["check", str(card), str(run)]).stdout.startswith("passed")
    save_card(card, replace(CARD, pass_mark=PassMark("train", 1.0)))
    result = CliRunner().invoke(main, ["check", str(card), str(run)])
    assert result.exit_code == 1
    assert result.stdout.startswith("not passed\n- It reads")
    assert CliRunner().invoke(main, ["check", str(run), str(run)]).exit_code == 2


def test_a_picture_is_drawn_without_a_display(tmp_path: Path) -> None:
    save_run(tmp_path / "run.h5", trained())
    command = [sys.executable, "-m", "mnistgui", "export", "run.h5", "--to", "curves.svg"]
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    told = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (0, ""), told.stderr
    assert told.stderr.splitlines()[-1] == "wrote curves.svg"
    assert "validation" in (tmp_path / "curves.svg").read_text()


@pytest.mark.parametrize(
    ("model", "arguments", "sentence"),
    [
        ("model.npz", ["--to", "a.png"], "no curves; a run file is accepted, or --what weights"),
        ("run.h5", ["--to", "a.gif"], "a.gif has no known suffix; .weights.h5"),
        ("run.h5", ["--to", "a.onnx", "--what", "weights"], "for .png, .svg, .pdf, .csv; a.onnx"),
        ("run.h5", ["--to", "a.png", "--what", "mistakes", "--data", "nix"], "nix"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    save_run(tmp_path / "run.h5", trained())
    save_model(network(), tmp_path / "model.npz")
    result = CliRunner().invoke(main, ["export", model, *arguments])
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert sentence in line
