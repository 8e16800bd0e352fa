import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.writers import npz
from mnistgui.nn.directional_check import FUNCTIONS
from mnistgui.training.mistakes import MISTAKES
from mnistgui.training.presets import presets
from tests.digits import blob_dataset


def run(digits: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["gradcheck", "--data", str(digits), *words])


def checked(digits: Path, *words: str) -> dict[str, object]:
    result = run(digits, "--json", *words)
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert isinstance(record, dict)
    return record


def curve(record: dict[str, object]) -> dict[int, float]:
    told = record["curve"]
    assert isinstance(told, dict)
    return dict(zip(told["n"], told["max_difference"], strict=True))


FEW = ["gradient-check", "shallow-batch", "logistic-2", "init-zeros", "init-normal", "pretrained"]


@pytest.mark.parametrize("preset", FEW)
def test_a_presets_gradient_is_right(digits: Path, preset: str) -> None:
    assert_right(checked(digits, "--preset", preset), preset)


WRONG_GRADIENTS = ("A", "C", "CD")  # B and D are mistakes of the learning rate


@pytest.mark.slow
@pytest.mark.parametrize("preset", list(presets()))
def test_every_presets_gradient_is_right_unless_it_was_written_with_a_wrong_one(
    digits: Path, preset: str
) -> None:
    runs = presets()[preset].runs
    record = checked(digits, "--preset", preset)
    if runs and runs[0].config.mistake in WRONG_GRADIENTS:
        assert record["right"] is False
    else:
        assert_right(record, preset)


def assert_right(record: dict[str, object], preset: str) -> None:
    assert float(str(record["max_relative_error"])) < 1e-7
    assert record["right"] is True
    assert record["preset"] == preset


def test_the_curve_falls_with_n_and_stays_flat_with_a_mistake(digits: Path) -> None:
    right, wrong = curve(checked(digits)), curve(checked(digits, "--mistake", "C"))
    assert right[1000] < right[10] / 1000
    assert wrong[1000] > wrong[10] / 2


def test_every_parameter_is_told_with_its_worst_entry(digits: Path) -> None:
    record = checked(digits)
    parameters = record["parameters"]
    assert isinstance(parameters, list)
    assert [one["parameter"] for one in parameters] == ["W1", "b1", "W2", "b2", "W3", "b3"]
    assert record["worst"] in [{k: v for k, v in p.items() if k != "checked"} for p in parameters]


@pytest.mark.parametrize("mistake", ["A", "C"])
def test_the_check_exposes_mistakes_in_the_gradient(digits: Path, mistake: str) -> None:
    assert float(str(checked(digits, "--mistake", mistake)["max_relative_error"])) > 0.05
    said = run(digits, "--mistake", mistake).stdout
    assert "the gradient is wrong" in said
    assert MISTAKES[mistake].what in said


def test_the_live_rate_exposes_the_mistake_in_the_decay(digits: Path) -> None:
    words = ["--mistake", "B", "--preset", "tanh-1e-3"]
    big = digits.with_name("big.npz")
    npz.write(blob_dataset(n_train=10_500), big)
    record = checked(big, *words)
    assert float(str(record["max_relative_error"])) < 1e-7
    rates = record["learning_rate"]
    assert isinstance(rates, list)
    assert rates[1] == {"epoch": 19, "step": 95, "meant": 1e-3, "with_mistake": 1e-3}
    assert rates[2]["meant"] == 5e-4
    assert rates[2]["with_mistake"] == pytest.approx(1e-3 * 0.5**500)
    assert record["training_digits"] == 500


def test_with_few_digits_the_rates_are_those_of_a_run_on_mnist(digits: Path) -> None:
    record = checked(digits, "--mistake", "B")
    assert record["training_digits"] == 50_000
    assert "steps of 50,000 digits an epoch" in run(digits, "--mistake", "B").stdout


def test_the_write_ups_table_has_each_weights_ratio_at_each_step(
    digits: Path, tmp_path: Path
) -> None:
    words = ["--layer", "output", "--unit", "0", "--digit", "0", "--table", str(tmp_path / "t.csv")]
    table = checked(digits, *words)["table"]
    assert isinstance(table, dict)
    assert table["weights"] == [f"W3[0, {k}]" for k in range(10)]
    assert (table["n"][0], table["n"][-1]) == (1, 100_000)
    for gradient, numeric, ratios in zip(
        table["analytic"], table["numeric"], table["ratio"], strict=True
    ):
        assert ratios == [one / gradient for one in numeric]
        assert ratios[-1] == pytest.approx(1, abs=1e-6)
    rows = list(csv.reader((tmp_path / "t.csv").read_text().splitlines()))
    assert [row[0] for row in rows[1:]] == table["weights"]
    assert [float(row[1]) for row in rows[1:]] == table["analytic"]
    said = run(digits, *words[:4]).stdout
    assert "differences over backpropagation" in said
    assert "W3[0, 9] " in said


def test_the_table_of_a_whole_layer_is_cut_on_a_terminal_and_says_where_all_of_it_is(
    digits: Path,
) -> None:
    said = run(digits, "--layer", "output", "--preset", "relu-1e-3").stdout
    assert said.count("W2[") == 20
    assert "more weights; --table FILE.csv has all of them" in said


def test_a_silent_unit_is_said_to_show_nothing(digits: Path) -> None:
    words = ["--preset", "init-zeros", "--layer", "output", "--unit", "0"]
    record = checked(digits, *words)
    assert record["all_zero"] is True
    assert "every gradient checked is 0 both ways" in run(digits, *words).stdout
    assert checked(digits)["all_zero"] is False


@pytest.mark.parametrize("name", list(FUNCTIONS))
def test_a_function_is_checked_by_itself(name: str) -> None:
    result = CliRunner().invoke(main, ["gradcheck", "--activation", name, "--json"])
    record = json.loads(result.stdout)
    assert record["right"] is True
    assert record["relative_error"] < 1e-8
    assert record["relative_error"] == min(record["curve"]["relative_error"])
    said = CliRunner().invoke(main, ["gradcheck", "--activation", name]).stdout
    assert f"{name} along a random direction: relative error " in said
    assert "the derivative is right" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--preset", "pretrained", "--mistake", "B"], "trains nothing"),
        (["--preset", "absent"], "there is no preset"),
        (["--preset", "init-glorot", "--mistake", "B"], "tanh-1e-3 does"),
        (["--preset", "logistic-2", "--mistake", "A"], "ten outputs"),
        (["--mistake", "E"], "'A', 'B', 'C'"),
        (["--activation", "relu"], "leave all but --json out"),
        (["--unit", "1"], "a unit alone names no weights"),
        (["--unit", "768", "--layer", "output"], "units 0 to 767, and 768 is none of them"),
        (["--digit", "600"], "index 600; accepted are 0 to 599"),
        (["--digit", "0", "--mistake", "A"], "a batch of one digit is one row"),
        (["--table", "/nonexistent/t.csv"], "there is no folder /nonexistent"),
    ],
)
def test_what_cannot_be_checked_is_told_in_a_line(
    digits: Path, words: list[str], told: str
) -> None:
    result = run(digits, *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
