"""The command that says what is wrong with a run."""

import json
from pathlib import Path
from typing import Any

from click.testing import Result

from mnistgui.data.writers import npz
from tests.cli.running import run
from tests.digits import blob_dataset

SMALL = ["--set", "hidden=20", "--set", "epochs=3", "--set", "batch_size=50"]


def trained(digits: Path, out: Path, *settings: str) -> Path:
    words = [word for one in settings for word in ("--set", one)]
    result = run("train", "--data", digits, *SMALL, *words, "--out", out)
    assert result.exit_code == 0, result.output
    return out


def record(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_a_healthy_run_has_no_findings(digits: Path, tmp_path: Path) -> None:
    out = trained(digits, tmp_path / "run.h5", "learning_rate=0.03")
    found = record(run("diagnose", out, "--json"))
    assert found["findings"] == []
    assert found["digits"] == "blobs.npz"
    assert found["step"] == 30
    assert set(found["measured"]["update_ratio"]) == {"1", "2"}
    words = run("diagnose", out, "--data", digits)
    assert words.stdout == "nothing found: all that was measured after step 30 is healthy\n"


def test_a_finding_says_where_what_why_and_what_to_try(digits: Path, tmp_path: Path) -> None:
    out = trained(digits, tmp_path / "run.h5", "initializer=zeros")
    finding, *others = record(run("diagnose", out, "--data", digits, "--json"))["findings"]
    assert not others
    assert (finding["layer"], finding["rule"], finding["value"]) == (1, "identical_units", 1.0)
    assert finding["healthy"] == [0.0, 0.1]
    assert "All units of a layer are the same and stay so" in finding["what"]
    assert "symmetry" in finding["source"]
    assert finding["settings"] == {"initializer": "he"}
    for name in ("why", "remedy"):
        assert finding[name].endswith(".")
    words = run("diagnose", out, "--data", digits)
    assert words.exit_code == 0
    assert finding["what"] in words.stdout
    assert "--set initializer=he" in words.stdout


def test_a_run_that_diverged_is_diagnosed(digits: Path, tmp_path: Path) -> None:
    settings = ("learning_rate=1000", "initializer=normal", "init_sigma=1", "activation=tanh")
    out = trained(digits, tmp_path / "run.h5", *settings, "precision=float32", "l2=1")
    found = record(run("diagnose", out, "--json"))["findings"]
    assert "first_weights" in [one["rule"] for one in found]


def test_without_its_digits_weights_and_curves_are_diagnosed(digits: Path, tmp_path: Path) -> None:
    out = trained(digits, tmp_path / "run.h5", "initializer=zeros")
    digits.unlink()
    result = run("diagnose", out, "--json")
    assert "weights and curves alone are diagnosed" in result.stderr
    found = record(result)
    assert found["digits"] is None
    assert [one["rule"] for one in found["findings"]] == ["identical_units"]


def test_other_digits_are_refused(digits: Path, tmp_path: Path) -> None:
    out = trained(digits, tmp_path / "run.h5")
    other = tmp_path / "other.npz"
    npz.write(blob_dataset(300), other)
    result = run("diagnose", out, "--data", other)
    assert result.exit_code == 2
    assert "the same digits are needed" in result.stderr
