"""The commands that stop a run at a step and train it again up to one."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from mnistgui.data.writers import npz
from mnistgui.files import run_recorder
from mnistgui.files.models import load_model
from mnistgui.files.run_file import load_run, save_run
from tests.cli.running import run
from tests.files.runs import noise, trained

SETTINGS = ["--set", "hidden=20", "--set", "epochs=2", "--set", "batch_size=50"]


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
    assert load_run(path).interventions == ()
    refused = run("replay", path, "--data", digits, "--step", 6)
    assert refused.exit_code == 2
    assert "learning rate of step 5 does not follow" in refused.output
    assert run("replay", path, "--data", digits, "--step", 4).exit_code == 0


def test_settings_are_changed_at_steps_and_replayed(digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.h5"
    at_steps = ("--at", 3, "momentum=0.5", "--at", 3, "l2=0.001", "--at", 7, "batch_size=100")
    whole = record(run("train", "--data", digits, *SETTINGS, *at_steps, "--out", out, "--json"))
    plain = record(run("train", "--data", digits, *SETTINGS, "--json"))
    assert whole["weights_sha256"] != plain["weights_sha256"]
    assert [(one.step, one.name, one.value) for one in load_run(out).interventions] == [
        (3, "momentum", 0.5),
        (3, "l2", 0.001),
        (7, "batch_size", 100),
    ]
    last = record(run("replay", out, "--data", digits, "--step", whole["steps"], "--json"))
    assert last["weights_sha256"] == whole["weights_sha256"]


def test_a_run_goes_on_with_other_settings(digits: Path, tmp_path: Path) -> None:
    out, falling = tmp_path / "run.h5", ("--set", "schedule=linear")
    ended = record(run("train", "--data", digits, *SETTINGS, *falling, "--out", out, "--json"))
    longer = ("--set", "epochs=4", "--set", "learning_rate=0.05")
    resumed = record(run("train", "--data", digits, "--resume", out, *longer, "--json"))
    assert resumed["epochs"] == 4
    assert load_run(out).last_config.learning_rate == 0.05
    for step, found in ((ended["steps"], ended), (resumed["steps"], resumed)):
        replayed = record(run("replay", out, "--data", digits, "--step", step, "--json"))
        assert replayed["weights_sha256"] == found["weights_sha256"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--at", 3, "hidden=9"), "hidden cannot be changed while a network trains"),
        (("--at", 3, "momentum=9"), "momentum=9.0 is not possible"),
        (("--at", 3, "momentum"), "write FIELD=VALUE"),
    ],
)
def test_what_cannot_be_changed_is_refused_before_training(
    words: tuple[object, ...], sentence: str, digits: Path
) -> None:
    refused = run("train", "--data", digits, *SETTINGS, *words)
    assert refused.exit_code == 2
    assert sentence in refused.output


def test_a_step_that_a_run_never_comes_to_is_told(digits: Path) -> None:
    done = run("train", "--data", digits, *SETTINGS, "--at", 99, "momentum=0.5")
    assert "the run ended before step 99; nothing was changed there" in done.stderr


def test_checkpoints_are_kept_within_a_budget_and_bring_the_same_bits(
    digits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_recorder, "CHECKPOINT_SECONDS", 0.0)  # one at every step
    out, changes = tmp_path / "run.h5", ("--at", 7, "momentum=0.5")
    run("train", "--data", digits, *SETTINGS, *changes, "--out", out, "--json")
    steps = [state.facts["step"] for state in load_run(out).checkpoints]
    assert steps == list(range(21))
    straight = record(
        run("train", "--data", digits, *SETTINGS, *changes, "--until-step", 12, "--json")
    )
    replayed = record(run("replay", out, "--data", digits, "--step", 12, "--json"))
    assert replayed["weights_sha256"] == straight["weights_sha256"]
    run("train", "--data", digits, *SETTINGS, "--out", out, "--checkpoints", 0)
    assert load_run(out).checkpoints == ()
    run("train", "--data", digits, *SETTINGS, "--until-step", 5, "--out", out)
    run("train", "--data", digits, "--resume", out)
    assert [state.facts["step"] for state in load_run(out).checkpoints] == list(range(21))


def test_bench_replay_counts_steps_with_other_weights(digits: Path) -> None:
    found = record(run("bench", "replay", "--data", digits, "--epochs", 4, "--steps", 15, "--json"))
    assert (found["steps"], found["unequal"]) == (15, 0)
    assert {"show_p99_ms", "drag_frames_per_second", "memory_mb", "file_mb"} <= found.keys()


def test_a_step_is_searched_for_and_told_with_its_batch(digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.h5"
    run("train", "--data", digits, *SETTINGS, "--out", out)
    found = record(run("replay", out, "--data", digits, "--until", "weights=0.2", "--json"))
    assert found["found"] is True
    batch, moved = found["batch"], found["moved"]
    assert isinstance(batch, list)
    assert isinstance(moved, dict)
    assert len(batch) == 50
    losses = [one["loss"] for one in batch]
    assert losses == sorted(losses, reverse=True)
    assert set(moved) == {"W1", "b1", "W2", "b2"}
    step = found["step"]
    replayed = record(run("replay", out, "--data", digits, "--step", step, "--json"))
    assert replayed["weights_sha256"] == found["weights_sha256"]
    told = run("replay", out, "--data", digits, "--until", "weights=0.2")
    assert "the largest weight is" in told.output
    assert "with the largest losses" in told.output


def test_a_condition_that_never_holds_ends_with_one(digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.h5"
    run("train", "--data", digits, *SETTINGS, "--out", out)
    never = run("replay", out, "--data", digits, "--until", "weights=1e6", "--json")
    assert never.exit_code == 1
    assert json.loads(never.stdout.splitlines()[-1]) == {"found": False}
    for words in ((), ("--step", 3, "--until", "nan"), ("--until", "never")):
        refused = run("replay", out, "--data", digits, *words)
        assert refused.exit_code == 2
        assert "accepted" in refused.output
