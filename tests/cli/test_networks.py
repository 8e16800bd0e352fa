import json
from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.writers import npz
from mnistgui.files.models import load_stored
from tests.cli.running import run
from tests.files.weights.trained import digits, save_arrays, trained


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """Arrays alone, of a network that reads black on white."""
    path = tmp_path / "weights.npz"
    save_arrays(trained("inverted"), path)
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    npz.write(digits(), tmp_path / "data.npz")
    return tmp_path / "data.npz"


def test_what_was_assumed_is_noted_and_stands_in_the_summary(weights: Path, data: Path) -> None:
    result = run("predict", "--model", weights, "--data", data, "--json", "--summary")
    assert "1 - x / 255 and ReLU are assumed, reading" in result.stderr
    assert "--scaling and --activation set it" in result.stderr
    summary = json.loads(result.stdout)
    assert summary["accuracy"] > 0.9
    assert summary["network"]["pixel_scaling"] == "inverted"
    assert summary["network"]["assumed"] == ["pixel_scaling", "activation"]


def test_each_record_tells_what_was_assumed(weights: Path, data: Path) -> None:
    records = json.loads(run("predict", "--model", weights, "--data", data, "--json").stdout)
    assumed = {"pixel_scaling": "inverted", "activation": "relu"}
    assert [r["assumed"] for r in records] == [assumed] * 100


def test_nothing_is_assumed_of_what_is_said(weights: Path, data: Path) -> None:
    said = ("--scaling", "inverted", "--activation", "relu")
    result = run("predict", "--model", weights, "--data", data, "--json", "--summary", *said)
    assert result.stderr == ""
    network = json.loads(result.stdout)["network"]
    assert (network["assumed"], network["tried"]) == ([], [])


def test_means_and_deviations_can_be_given_as_a_file(weights: Path, data: Path) -> None:
    columns = weights.parent / "columns.npz"
    # Standardising with these is what the network expects: 1 - x / 255.
    np.savez(columns, mean=np.full(784, 255.0), std=np.full(784, 255.0))
    said = ("--scaling", columns, "--activation", "relu", "--summary", "--json")
    summary = json.loads(run("predict", "--model", weights, "--data", data, *said).stdout)
    assert summary["network"]["pixel_scaling"] == "columns"


def test_an_export_holds_what_was_said(weights: Path) -> None:
    target = weights.parent / "out.safetensors"
    run("export", weights, "--to", target, "--scaling", "signed", "--activation", "tanh")
    stored = load_stored(target)
    assert stored.left_open == ()
    assert stored.network.pixel_scaling.name == "signed"


def test_a_wrong_word_is_told(weights: Path, data: Path) -> None:
    result = run("predict", "--model", weights, "--data", data, "--scaling", "huge")
    assert result.exit_code == 2
    assert "none of unit" in result.stderr
