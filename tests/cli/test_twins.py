"""Two networks are trained in lockstep and compared."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.cli.running import run
from tests.digits import blob_dataset


def settings(digits: Path) -> list[object]:
    return ["--data", digits, "--set", "hidden=9", "--set", "epochs=2", "--set", "batch_size=20"]


def trained_alone(digits: Path, out: Path, *more: str) -> str:
    result = run("train", *settings(digits), *more, "--json", "--out", out)
    assert result.exit_code == 0, result.output
    return str(json.loads(result.stdout.splitlines()[-1])["weights_sha256"])


def test_twins_end_as_the_runs_that_train_alone(digits: Path, tmp_path: Path) -> None:
    result = run("twins", *settings(digits), "--twin", "momentum=0.5", "--json")
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    moments = record["moments"]
    assert record["field"] == "momentum"
    assert moments[0]["step"] == 0
    assert set(moments[0]["apart"].values()) == {0.0}
    assert moments[-1]["apart"]["W1"] > 0
    assert moments[-1]["weights_sha256"] == [
        trained_alone(digits, tmp_path / "one.h5"),
        trained_alone(digits, tmp_path / "two.h5", "--set", "momentum=0.5"),
    ]
    first, second = moments[-1]["test_accuracy"]
    difference = len(moments[-1]["lost"]) - len(moments[-1]["gained"])
    assert np.isclose((second - first) * len(blob_dataset().test), difference)


def test_they_are_compared_every_so_many_steps(digits: Path) -> None:
    words = ["--twin", "learning_rate=0.01", "--every", 2, "--until-step", 5]
    result = run("twins", *settings(digits), *words)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == [f"step {i}" for i in (0, 2, 4, 5)]
    assert all("mistakes gained" in line for line in lines)


@pytest.mark.parametrize("twin", ["seed=3", "momentum=0.9", "momentum", "nonsense=1"])
def test_what_is_no_twin_is_refused(twin: str, digits: Path) -> None:
    result = run("twins", *settings(digits), "--twin", twin)
    assert result.exit_code == 2 or result.exception is not None
    assert not result.stdout
