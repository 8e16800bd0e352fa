"""The commands that ask which digits a run learnt what from."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from mnistgui.data.writers import npz
from tests.cli.running import run
from tests.digits import blob_dataset


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blame") / "blobs.npz"
    npz.write(blob_dataset(noise=120.0), path)
    return path


@pytest.fixture(scope="module")
def trained(digits: Path) -> Path:
    path = digits.with_name("run.h5")
    noisy = ["--set", "label_noise=uniform", "--set", "noise_share=0.05"]
    quick = ["--set", "hidden=16", "--set", "epochs=3", "--set", "batch_size=50"]
    result = run("train", "--data", digits, *quick, *noisy, "--out", path)
    assert result.exit_code == 0, result.output
    return path


def record_of(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert isinstance(record, dict)
    return record


def test_the_digits_that_spoke_for_a_reading_are_listed(trained: Path, digits: Path) -> None:
    record = record_of(run("blame", trained, "--index", 3, "--data", digits, "--json"))
    assert record["target"] == record["read_as"]
    assert record["label"] == int(blob_dataset(noise=120.0).test.labels[3])
    assert record["checkpoints"] == [5, 10, 15, 20, 25, 30]
    assert isinstance(record["seconds"], float)
    assert record["seconds"] > 0
    speaking = record["proponents"]
    assert isinstance(speaking, list)
    assert len(speaking) == 10
    assert {str(one["label"]) for one in speaking} == {record["target"]}
    values = [one["influence"] for one in speaking]
    assert values == sorted(values, reverse=True)
    assert values[-1] > 0


def test_what_if_trains_as_leave_out_does(trained: Path, digits: Path, tmp_path: Path) -> None:
    asked = ["--index", 3, "--count", 4, "--data", digits, "--what-if", "--json"]
    found = record_of(run("blame", trained, *asked))["what_if"]
    assert isinstance(found, dict)
    listed = tmp_path / "list.txt"
    listed.write_text("".join(f"{i}\n" for i in found["left_out"]))
    noisy = ["--set", "label_noise=uniform", "--set", "noise_share=0.05"]
    quick = ["--set", "hidden=16", "--set", "epochs=3", "--set", "batch_size=50"]
    again = run("train", "--data", digits, *quick, *noisy, "--leave-out", listed, "--json")
    assert json.loads(again.stdout.splitlines()[-1])["weights_sha256"] == found["weights_sha256"]
    assert found["loss_change"] > 0


def test_people_get_sentences(trained: Path, digits: Path) -> None:
    result = run("blame", trained, "--index", 3, "--data", digits, "--what-if", "--count", 3)
    assert "spoke against it: " in result.stdout
    assert "without these 3: read as" in result.stdout
    assert "rank correlation of estimate and truth over the test digits: " in result.stdout


def test_an_index_or_a_class_that_does_not_exist_is_refused(trained: Path, digits: Path) -> None:
    result = run("blame", trained, "--index", 100, "--data", digits)
    assert result.exit_code == 2
    assert "0 to 99 are accepted" in result.output


def test_mixed_up_labels_are_found(trained: Path, digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "doubtful.txt"
    asked = ["--data", digits, "--count", 25, "--out", out, "--json"]
    record = record_of(run("doubtful", trained, *asked))
    assert record["mixed_up"] == 25
    found = record["found"]
    assert isinstance(found, dict)
    assert found["self-influence"]["area"] > 0.8
    listed = record["digits"]
    assert isinstance(listed, list)
    assert [one["index"] for one in listed] == [int(line) for line in out.read_text().split()]
    right = sum(one["mixed_up"] for one in listed)
    assert right / 25 == pytest.approx(found["self-influence"]["precision"], abs=0.1)
    words = run("doubtful", trained, "--data", digits, "--by", "loss").stdout
    assert "loss finds the 25 mixed-up labels with an area" in words
