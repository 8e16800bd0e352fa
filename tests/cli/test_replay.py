"""The commands that stop a run at a step and train it again up to one."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.writers import npz
from mnistgui.files.models import load_model
from mnistgui.files.run_file import load_run, save_run
from tests.digits import blob_dataset
from tests.files.runs import noise, trained

SETTINGS = ["--set", "hidden=20", "--set", "epochs=2", "--set", "batch_size=50"]


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    path = tmp_path / "blobs.npz"
    npz.write(blob_dataset(), path)
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def record(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def test_a_replayed_step_is_the_one_that_training_stops_at(digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.h5"
    whole = record(run("train", "--data", digits, *SETTINGS, "--out", out, "--json"))
    stopped = record(run("train", "--data", digits, *SETTINGS, "--until-step", 3, "--json"))
    replayed = record(run("replay", out, "--data", digits, "--step", 3, "--json"))
    assert stopped["steps"] == replayed["step"] == 3
    assert stopped["weights_sha256"] == replayed["weights_sha256"] != whole["weights_sha256"]
    last = record(run("replay", out, "--data", digits, "--step", whole["steps"], "--json"))
    assert last["weights_sha256"] == whole["weights_sha256"]
    assert last["test_accuracy"] == whole["test_accuracy"]
    assert last["train_loss"] == pytest.approx(whole["train_loss"], rel=1e-6)


def test_a_stopped_run_goes_on_to_the_same_bits(digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.h5"
    whole = record(run("train", "--data", digits, *SETTINGS, "--json"))
    run("train", "--data", digits, *SETTINGS, "--until-step", 3, "--out", out)
    resumed = record(run("train", "--data", digits, "--resume", out, "--json"))
    assert resumed["weights_sha256"] == whole["weights_sha256"]


def test_the_network_of_that_step_is_saved_in_any_format(digits: Path, tmp_path: Path) -> None:
    out, weights = tmp_path / "run.h5", tmp_path / "step.npz"
    run("train", "--data", digits, *SETTINGS, "--out", out)
    replayed = record(run("replay", out, "--data", digits, "--step", 2, "--out", weights, "--json"))
    assert load_model(weights).sha256() == replayed["weights_sha256"]
    before = out.read_bytes()
    refused = run("replay", out, "--data", digits, "--step", 2, "--out", out)
    assert refused.exit_code
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("replay", "RUN", "--step", 99), "ended after step"),
        (("train", "--resume", "RUN", "--until-step", 1), "steps already"),
    ],
)
def test_steps_that_cannot_be_had_are_refused(
    words: tuple[object, ...], sentence: str, digits: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run.h5"
    run("train", "--data", digits, *SETTINGS, "--out", out)
    refused = run(*(out if word == "RUN" else word for word in words), "--data", digits)
    assert refused.exit_code == 2
    assert sentence in refused.output


def test_a_run_whose_rate_was_changed_without_a_record_is_refused(tmp_path: Path) -> None:
    digits, path = tmp_path / "noise.npz", tmp_path / "run.h5"
    npz.write(noise(), digits)
    saved = trained()
    saved.history["steps"]["learning_rate"][4:] *= 2
    save_run(path, saved)
    assert load_run(path).history["interventions"]["step"].tolist() == []
    refused = run("replay", path, "--data", digits, "--step", 6)
    assert refused.exit_code == 2
    assert "learning rate of step 5 does not follow" in refused.output
    assert run("replay", path, "--data", digits, "--step", 4).exit_code == 0
