import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.cli.reproduce import experiments, table
from mnistgui.data.dataset import Dataset
from mnistgui.training.presets import presets


def run(digits: Path | str, *words: object) -> Result:
    return CliRunner().invoke(main, ["reproduce", *map(str, words), "--data", str(digits)])


def records(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, list)
    return found


def test_reported_stands_beside_ours_under_the_same_names(digits: Path) -> None:
    names = ["shallow-minibatch", "gradient-check", "pretrained"]
    for name, record in zip(names, records(run(digits, *names, "--json")), strict=True):
        reported = presets()[name].reported
        assert record["preset"] == name
        assert record["reported"] == reported
        for form in ("as_written", "put_right"):
            ours = record[form]
            assert isinstance(ours, dict)
            assert ours.keys() == reported.keys()


def test_the_table_names_every_figure(digits: Path) -> None:
    result = run(digits, "shallow-minibatch", "gradient-check")
    lines = result.stdout.splitlines()
    assert lines[0] == "| preset | figure | reported | as written | put right | why |"
    assert len(lines) == 2 + 4 + 1
    assert lines[2].startswith("| `shallow-minibatch` | train error by epoch | 8.75 7.15 6.02 ")
    assert lines[-1].startswith("| `gradient-check` | falls with n | yes | yes | yes |")
    assert "epoch 5" in result.stderr
    assert "epoch 4" not in result.stderr


def test_a_preset_of_several_runs_tells_each_that_was_reported(digits: Path) -> None:
    record = records(run(digits, "logistic-2", "--json"))[0]
    assert isinstance(record["reported"], dict)
    assert isinstance(record["as_written"], dict)
    more = {"steps", "train_accuracy", "test_accuracy"}
    assert {run: set(told) for run, told in record["as_written"].items()} == {
        run: set(told) | more for run, told in record["reported"].items()
    }
    assert isinstance(record["put_right"], dict)
    wide, right = record["as_written"].pop("wide"), record["put_right"].pop("wide")
    assert record["put_right"] == record["as_written"]
    # Test pixels were divided by 256 for the wide start, and by 255 put right.
    assert wide.pop("test_cost") != right.pop("test_cost")
    assert wide["cost"] == right["cost"]


def test_a_mistake_stands_beside_what_it_cost(digits: Path) -> None:
    words = ["softmax-sgd100", "--json"]
    record = records(run(digits, *words))[0]
    first, second = record["as_written"], record["put_right"]
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert first.keys() == second.keys() == {"train_accuracy", "test_accuracy"}
    assert first["test_accuracy"] < second["test_accuracy"]


def test_a_finished_preset_is_not_run_again(digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "done.json"
    first = records(run(digits, "shallow-minibatch", "--out", out, "--json"))
    kept = json.loads(out.read_text())
    assert kept == first
    kept[0]["put_right"]["test_error"] = 12.5  # Shows whether the file is read.
    out.write_text(json.dumps(kept))
    assert records(run(digits, "shallow-minibatch", "--out", out, "--json")) == kept


def test_other_seeds_are_run_when_asked_for(digits: Path, tmp_path: Path) -> None:
    words = ["shallow-minibatch", "--seeds", 2, "--out", tmp_path / "done.json", "--json"]
    record = records(run(digits, *words))[0]
    spread, ours = record["spread"], record["as_written"]
    assert isinstance(spread, dict)
    assert isinstance(ours, dict)
    assert (spread["seeds"], spread["form"]) == (2, "as written")
    low, high = spread["figures"]["train_loss_tenth"]
    assert low <= ours["train_loss_tenth"] <= high
    assert low < high
    assert "over seeds 0 to 1, as written: train error by epoch " in str(record["why"])
    assert records(run(digits, *words))[0] == record
    without = records(run(digits, *words[:1], *words[3:]))[0]
    assert without["spread"] != spread  # what was found on MNIST with five


def test_the_runs_of_a_grid_follow_the_best_first() -> None:
    runs = [
        {"run": "392-512 rate 0.1", "hidden_1": 392, "parameters": 514_402, "seconds": 12.3456789},
        {"run": "512-512 rate 1", "hidden_1": 512, "parameters": 669_706, "seconds": None},
    ]
    record = {"preset": "grid-24", "reported": {}, "as_written": {}, "put_right": {}, "why": ""}
    lines = list(table([{**record, "runs": runs}]))
    assert lines[-4:] == [
        "| run | hidden_1 | parameters | seconds |",
        "| --- | --- | --- | --- |",
        "| 392-512 rate 0.1 | 392 | 514402 | 12.346 |",
        "| 512-512 rate 1 | 512 | 669706 |  |",
    ]


def test_without_the_reported_weights_the_table_says_which_were_read(digits: Path) -> None:
    assert "model that comes with the program" in str(
        records(run(digits, "pretrained", "--json"))[0]["why"]
    )


def test_without_names_every_experiment_is_run_once() -> None:
    names = [preset.name for preset in experiments()]
    assert {"grid-24", "gradient-check", "pretrained", "init-glorot"} <= set(names)
    assert "compare-penalties" in names
    assert "compare-inits" not in names


def test_a_mistyped_name_gives_one_line(digits: Path) -> None:
    result = run(digits, "init-glorott")
    assert result.exit_code == 2
    assert "did you mean init-glorot" in result.stderr


def test_published_weights_read_as_many_as_measured(
    real_mnist: Dataset, published_weights: Path
) -> None:
    words = ["pretrained", "--weights", published_weights, "--json"]
    record = records(run(real_mnist.source, *words))[0]
    assert record["as_written"] == {"test_accuracy": pytest.approx(97.89)}
