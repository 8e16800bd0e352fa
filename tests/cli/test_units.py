"""The command that lists the units of a layer."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mnistgui.files.run_file import load_run
from tests.cli.running import run
from tests.digits import blob_dataset


def listed(*words: object) -> list[dict[str, Any]]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    units = json.loads(result.stdout)["units"]
    assert isinstance(units, list)
    return units


def test_units_are_those_of_plain_numpy(trained: Path, digits: Path) -> None:
    units = listed("units", trained, "--data", digits)
    W, b, W2 = (load_run(trained).state.parameters[key] for key in ("W1", "b1", "W2"))
    a = np.maximum(blob_dataset().test.images.astype(np.float32) / 255 @ W + b, 0)
    assert [unit["unit"] for unit in units] == list(range(1, 10))
    for number, unit in enumerate(units):
        assert unit["bias"] == pytest.approx(b[number])
        assert unit["weight_length"] == pytest.approx(np.linalg.norm(W[:, number]), rel=1e-5)
        assert unit["fires"] == (a[:, number] > 0).mean()
        assert unit["outgoing"] == pytest.approx(W2[number].tolist())
        assert unit["moved"] > 0
        best = unit["strongest"][0]
        assert a[best, number] == pytest.approx(a[:, number].max(), rel=1e-5)


def test_units_are_sorted_and_cut(trained: Path, digits: Path) -> None:
    words = ("units", trained, "--data", digits, "--sort", "outgoing", "--digit", 3)
    units = listed(*words, "--count", 4)
    weights = [unit["outgoing"][3] for unit in units]
    assert len(units) == 4
    assert weights == sorted(weights, reverse=True)
    assert run(*words).stdout.count("most excited by test digits") == 9


def test_a_file_of_weights_has_no_movement(trained: Path, digits: Path, tmp_path: Path) -> None:
    weights = tmp_path / "weights.npz"
    run("export", trained, "--to", weights)
    units = listed("units", weights, "--data", digits, "--layer", 2)
    assert [unit["moved"] for unit in units] == [None] * 10
    refused = run("units", weights, "--data", digits, "--sort", "movement")
    assert refused.exit_code == 2
    assert "began with are not known" in refused.stderr


def test_a_layer_that_is_not_there_is_refused(trained: Path, digits: Path) -> None:
    result = run("units", trained, "--data", digits, "--layer", 3)
    assert result.exit_code == 2
    assert "1 to 2 are accepted" in result.stderr
