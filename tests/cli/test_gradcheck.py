import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.writers import npz
from tests.digits import blob_dataset


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    path = tmp_path / "blobs.npz"
    npz.write(blob_dataset(), path)
    return path


def run(digits: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["gradcheck", "--data", str(digits), *words])


def checked(digits: Path, *words: str) -> dict[str, object]:
    result = run(digits, "--json", *words)
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert isinstance(record, dict)
    return record


@pytest.mark.parametrize("preset", ["gradient-check", "shallow-batch", "logistic-2", "init-zeros"])
def test_a_right_gradient_passes(digits: Path, preset: str) -> None:
    record = checked(digits, "--preset", preset)
    assert float(str(record["max_relative_error"])) < 1e-7
    assert record["preset"] == preset


def test_every_parameter_is_told_with_its_worst_entry(digits: Path) -> None:
    record = checked(digits)
    parameters = record["parameters"]
    assert isinstance(parameters, list)
    assert [one["parameter"] for one in parameters] == ["W1", "b1", "W2", "b2", "W3", "b3"]
    assert record["worst"] in [{k: v for k, v in p.items() if k != "checked"} for p in parameters]


@pytest.mark.parametrize("mistake", ["A", "C"])
def test_the_check_exposes_mistakes_in_the_gradient(digits: Path, mistake: str) -> None:
    assert float(str(checked(digits, "--mistake", mistake)["max_relative_error"])) > 0.05
    assert "the gradient is wrong" in run(digits, "--mistake", mistake).stdout


def test_the_live_rate_exposes_the_mistake_in_the_decay(digits: Path) -> None:
    words = ["--mistake", "B", "--preset", "relu-1e-3"]
    big = digits.with_name("big.npz")
    npz.write(blob_dataset(n_train=10_500), big)
    record = checked(big, *words)
    assert float(str(record["max_relative_error"])) < 1e-7
    rates = record["learning_rate"]
    assert isinstance(rates, list)
    assert rates[1] == {"epoch": 20, "meant": 0.1, "with_mistake": 0.1}
    assert rates[2]["meant"] == 0.05
    assert rates[2]["with_mistake"] == pytest.approx(0.1 * 0.5**5)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--preset", "pretrained"], "no network of its own"),
        (["--preset", "absent"], "there is no preset"),
        (["--preset", "init-glorot", "--mistake", "B"], "relu-1e-3 does"),
        (["--preset", "logistic-2", "--mistake", "A"], "ten outputs"),
        (["--mistake", "D"], "'A', 'B', 'C'"),
    ],
)
def test_what_cannot_be_checked_is_told_in_a_line(
    digits: Path, words: list[str], told: str
) -> None:
    result = run(digits, *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
