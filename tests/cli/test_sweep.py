import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.files.run_file import load_run

GRID = ["--grid", "hidden_1=4,8", "--set", "epochs=1", "--set", "validation_size=50"]


def sweep(*words: object) -> Result:
    return CliRunner().invoke(main, ["sweep", *map(str, words)])


@pytest.fixture
def study(tmp_path: Path, digits: Path) -> Path:
    made = sweep("new", tmp_path / "widths", "--data", digits, *GRID, "--seeds", 2)
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith("4 cells in ")
    return tmp_path / "widths"


def test_a_study_is_made_worked_on_shown_opened_and_exported(study: Path, tmp_path: Path) -> None:
    before = json.loads(sweep("show", study, "--json").stdout)
    assert (before["cells"], before["waiting"], before["best"]) == (4, 4, None)
    assert sweep("work", study).exit_code == 0
    shown = json.loads(sweep("show", study, "--json").stdout)
    assert {
        name: shown[name] for name in ("cells", "complete", "running", "waiting", "failed")
    } == {
        "cells": 4,
        "complete": 4,
        "running": 0,
        "waiting": 0,
        "failed": 0,
    }
    assert shown["best"].keys() == {"config", "mean", "spread", "seeds"}
    assert shown["best"]["seeds"] == 2
    assert shown["best"]["config"]["hidden_1"] in (4, 8)
    assert [row["cell"] for row in shown["cells_table"]] == [1, 2, 3, 4]
    assert "hidden_1" in sweep("show", study).stdout
    run = tmp_path / "cell.h5"
    assert sweep("open", study, 3, "--out", run).exit_code == 0
    assert load_run(run).config.hidden == (8,)
    assert sweep("export", study, "--to", tmp_path / "all.csv").exit_code == 0
    with (tmp_path / "all.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["hidden_1"] for row in rows] == ["4", "4", "8", "8"]
    assert float(rows[0]["valid_accuracy"]) == shown["cells_table"][0]["valid_accuracy"]


def test_workers_without_the_same_digits_refuse_in_one_sentence(
    study: Path, tmp_path: Path
) -> None:
    from mnistgui.data.writers import npz
    from tests.digits import blob_dataset

    npz.write(blob_dataset(300, 100), tmp_path / "others.npz")
    for workers in (1, 2):
        result = sweep("work", study, "--data", tmp_path / "others.npz", "--workers", workers)
        assert result.exit_code == 2
        assert "the same digits are needed on every machine" in result.stderr
        assert len([line for line in result.stderr.splitlines() if "Error" in line]) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["open", "{}", "9", "--out", "x.h5"], "there is no cell 9"),
        (["open", "{}", "1", "--out", "x.h5"], "has no run yet"),
        (["new", "{}", *GRID], "there is a study widths in"),
        (["new", "x", "--grid", "hidden=1,2"], "hidden_1=100,200"),
        (["new", "x"], "a study needs --preset"),
        (["new", "x", *GRID, "--heartbeat", "40"], "--grace must be more"),
        (["show", "nowhere"], "there is no study"),
        (["show", "x", "--storage", "redis://a:hunter2@b"], r"redis://a:***@b cannot keep"),
    ],
)
def test_mistakes_get_one_sentence(
    study: Path, digits: Path, words: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(study.parent)
    monkeypatch.setenv("MNISTGUI_DATA", str(digits))
    result = sweep(*(word.format(study) for word in words))
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "hunter2" not in result.output


def test_without_optuna_one_sentence_says_how_to_get_it(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['optuna'] = None\n"
        "from mnistgui.cli import main; main(['sweep', 'show', 'rates'])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert result.returncode == 2
    assert "pip install 'mnistgui[sweep]'" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_command_line_needs_no_optuna_until_a_study_is_used() -> None:
    code = (
        "import sys, mnistgui.cli.sweep, mnistgui.sweeps.worker_process\n"
        "assert not {'optuna', 'sqlalchemy', 'psycopg'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
