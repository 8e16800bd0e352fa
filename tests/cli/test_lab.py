"""The command that edits units."""

import json
from pathlib import Path

import numpy as np
import pytest

from mnistgui.files.models import load_model
from mnistgui.files.run_file import load_run
from tests.cli.running import run
from tests.digits import blob_dataset


def test_edits_are_applied_in_order_and_read(trained: Path, digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "edited.npz"
    edits = ["mute 1:3", "scale 1:4 0.5", "shift 2:10 3", "set 1:1:300 -2", "prune 0.2"]
    words = [word for edit in edits for word in ("--edit", edit)]
    before = trained.read_bytes()
    result = run("lab", trained, "--data", digits, *words, "--out", out, "--json")
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    p = {key: array.copy() for key, array in load_run(trained).state.parameters.items()}
    p["W2"][2] *= 0
    p["W2"][3] *= np.float32(0.5)
    p["b2"][9] += 3
    p["W1"][300, 0] = -2
    sizes = np.sort(np.abs(np.concatenate([p["W1"].ravel(), p["W2"].ravel()])))
    limit = sizes[round(0.2 * len(sizes)) - 1]
    for key in ("W1", "W2"):
        p[key][np.abs(p[key]) <= limit] = 0
    test = blob_dataset().test
    a = np.maximum(test.images.astype(np.float32) / 255 @ p["W1"] + p["b1"], 0)
    right = (a @ p["W2"] + p["b2"]).argmax(axis=1) == test.labels
    assert record["accuracy"] == right.mean()
    assert record["edits"][0] == "mute unit 3 of layer 1"
    assert np.sum(record["confusion"]) == len(test)
    np.testing.assert_array_equal(load_model(out).dense_layers()[0].W, p["W1"])
    assert trained.read_bytes() == before


def test_without_edits_nothing_changes(trained: Path, digits: Path) -> None:
    result = run("lab", trained, "--data", digits)
    first, second = (word for word in result.stdout.split() if "." in word)
    assert first == second


@pytest.mark.parametrize("edit", ["mute", "mute 1", "scale 1:2", "melt 1:2 3", "set 1:2 3", "x"])
def test_what_is_no_edit_is_refused(edit: str, trained: Path, digits: Path) -> None:
    result = run("lab", trained, "--data", digits, "--edit", edit)
    assert result.exit_code == 2
    assert "'mute LAYER:UNIT'" in result.stderr


def test_a_unit_that_is_not_there_is_refused(trained: Path, digits: Path) -> None:
    result = run("lab", trained, "--data", digits, "--edit", "mute 1:10")
    assert result.exit_code == 2
    assert "1 to 9 are accepted" in result.stderr


def test_a_unit_is_swapped_for_one_of_another_file(
    trained: Path, digits: Path, tmp_path: Path
) -> None:
    other, out = tmp_path / "other run.h5", tmp_path / "edited.npz"
    run(
        "train",
        "--data",
        digits,
        "--set",
        "hidden=9",
        "--set",
        "seed=4",
        "--set",
        "epochs=1",
        "--out",
        other,
    )
    result = run("lab", trained, "--data", digits, "--edit", f"swap 1:2 5 {other}", "--out", out)
    assert result.exit_code == 0, result.output
    mine, theirs = (load_run(path).state.parameters for path in (trained, other))
    layer = load_model(out).dense_layers()[0]
    assert np.array_equal(layer.W[:, 1], theirs["W1"][:, 4])
    assert np.array_equal(layer.W[:, 2], mine["W1"][:, 2])
    assert run("lab", trained, "--data", digits, "--edit", "swap 1:2").exit_code == 2


def test_the_curve_begins_at_the_accuracy(trained: Path, digits: Path) -> None:
    record = json.loads(run("lab", trained, "--data", digits, "--curve", "--json").stdout)
    curve = record["curve"]
    assert curve["accuracy"][0][0] == record["accuracy"]
    assert np.shape(curve["accuracy"]) == (len(curve["noises"]), len(curve["shares"]))
    text = run("lab", trained, "--data", digits, "--curve").stdout
    assert len(text.splitlines()) == 2 + len(curve["shares"])
