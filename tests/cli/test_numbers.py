"""The command that works one digit out."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.writers import npz
from mnistgui.files.run_file import load_run
from mnistgui.inspection.numbers.typed import typed_text
from tests.digits import blob_dataset


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_gradient_of_a_test_digit_is_that_of_plain_numpy(tmp_path: Path) -> None:
    digits, out = tmp_path / "blobs.npz", tmp_path / "run.h5"
    npz.write(blob_dataset(), digits)
    run("train", "--data", digits, "--set", "model=softmax", "--set", "epochs=1", "--out", out)
    result = run("numbers", out, "--data", digits, "--index", 5, "--step", "dW1", "--format", "csv")
    assert result.exit_code == 0, result.output
    W, b = (load_run(out).state.parameters[key] for key in ("W1", "b1"))
    test = blob_dataset().test
    x = test.images[5].astype(np.float32) / 255
    z = x @ W + b
    p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    right = np.outer(x, p - np.eye(10)[test.labels[5]])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    found = np.array([float(row["value"]) for row in rows if row["array"] == "dW1"])
    assert found.reshape(784, 10) == pytest.approx(right, rel=1e-3, abs=1e-6)
    assert run("numbers", out, "--data", digits, "--index", 99999).exit_code == 2


def test_the_worked_example_is_a_preset_and_can_be_typed(tmp_path: Path) -> None:
    typed = tmp_path / "small.txt"
    typed.write_text(typed_text())
    words = ("--step", "W3'", "--cell", "1,2", "--optimizer", "momentum", "--taken", 1)
    preset, own = (
        run("numbers", "--example", "worked", *words),
        run("numbers", "--typed", typed, *words),
    )
    assert preset.exit_code == own.exit_code == 0
    assert preset.stdout == own.stdout
    assert "mnistgui/nn/optimizers.py" in preset.stdout


def test_text_latex_and_derivations_are_written(tmp_path: Path) -> None:
    out = tmp_path / "worked.tex"
    result = run("numbers", "--example", "worked", "--format", "latex", "--out", out)
    assert result.exit_code == 0
    assert out.read_text(encoding="utf-8").endswith("\\end{document}\n")
    assert "By the Jacobian" in run("numbers", "--derivations").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--example", "worked", "--step", "dW9"), "is not computed"),
        (("--example", "worked", "--cell", "x"), "is no place"),
        (("--example", "worked", "--typed", "a.txt"), "one of MODEL"),
        (("--typed", "nowhere.txt"), "cannot be read"),
    ],
)
def test_mistakes_are_told_in_one_line(words: tuple[str, ...], said: str) -> None:
    result = run("numbers", *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
