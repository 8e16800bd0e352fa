import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import Result

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files.open_files import open_files_beside
from mnistgui.files.recovery import recovery_folder
from mnistgui.files.run_file import load_run
from tests.cli.running import run

KEYS = {
    *("dataset", "config", "epochs", "seconds", "samples_per_second", "parameters"),
    "threads",
    *("train_loss", "train_accuracy", "valid_loss", "valid_accuracy", "test_loss"),
    *("test_accuracy", "weights_sha256"),
}


def quick(digits: Path, *words: object) -> Result:
    settings = ["--set", "hidden=20", "--set", "epochs=2", "--set", "batch_size=50"]
    return run("train", "--data", digits, *settings, *words)


def last_object(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout.splitlines()[-1])
    assert isinstance(record, dict)
    return record


def test_the_last_line_is_one_object(digits: Path) -> None:
    record = last_object(quick(digits, "--json"))
    assert set(record) >= KEYS
    assert record["epochs"] == 2
    assert record["parameters"] == 784 * 20 + 20 + 20 * 10 + 10
    assert record["dataset"] == "blobs.npz"


def test_every_epoch_has_a_line_with_loss_and_accuracy_of_every_part(digits: Path) -> None:
    result = quick(digits, "--set", "validation_size=100")
    lines = [line for line in result.stderr.splitlines() if line.startswith("epoch ")]
    assert [line.split(":")[0] for line in lines] == ["epoch 0", "epoch 1", "epoch 2"]
    for part in ("train", "validation", "test"):
        assert all(f"{part} loss " in line for line in lines)
    last = result.stdout.splitlines()[-1]
    assert re.search(r" after 2 epochs and [\d.]+ s of steps, ", last)
    assert last.endswith("; ended: all epochs learnt at step 20")


def test_a_run_that_has_learnt_nothing_says_so(digits: Path) -> None:
    result = quick(digits, "--json", "--set", "learning_rate=1000")
    assert result.exit_code == 0
    assert "Try a learning rate below 1000" in result.stderr
    assert "To try it: --set learning_rate=0.1\n" in result.stderr
    assert last_object(result)["finished"] == "epochs"
    assert "Try" not in quick(digits, "--json").stderr


def test_the_same_seed_gives_the_same_weights(digits: Path) -> None:
    first, second, third = (
        last_object(quick(digits, "--json", "--set", f"seed={seed}"))["weights_sha256"]
        for seed in (4, 4, 5)
    )
    assert first == second != third


def test_a_resumed_run_ends_with_the_same_bits(digits: Path, tmp_path: Path) -> None:
    whole = last_object(quick(digits, "--json", "--set", "epochs=1", "--out", tmp_path / "a.h5"))
    assert run("train", "--data", digits, "--resume", tmp_path / "a.h5").exit_code == 2
    kept = tmp_path / "a.h5"
    read = run("predict", "--model", kept, "--data", digits, "--summary", "--json")
    assert json.loads(read.stdout)["accuracy"] == whole["test_accuracy"]


def test_a_preset_of_several_runs_trains_each(digits: Path, tmp_path: Path) -> None:
    words = ["--preset", "compare-inits", "--set", "epochs=1", "--set", "hidden=5"]
    small = ["--set", "validation_size=0"]
    result = run("train", "--data", digits, *words, *small, "--json", "--out", tmp_path / "r.h5")
    assert result.exit_code == 0, result.output
    labels = [json.loads(line)["run"] for line in result.stdout.splitlines()]
    assert labels == ["init-zeros", "init-normal", "init-glorot"]
    assert (tmp_path / "r-init-glorot.h5").is_file()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--set", "epochs=0"], "accepted is a whole number from 1"),
        (["--set", "epoch=3"], "did you mean epochs"),
        (["--set", "batch_size=601"], "'full'"),
        (["--preset", "nothing"], "there is no preset"),
        (["--preset", "pretrained"], "trains nothing"),
        (["--autosave", "5"], "--out RUN.h5"),
        (["--resume", "absent.h5"], "absent.h5"),
        (["--out", "/nonexistent/run.h5"], "there is no folder /nonexistent"),
    ],
)
def test_a_mistake_gives_one_line_and_exit_code_2(
    digits: Path, words: list[str], told: str
) -> None:
    result = run("train", "--data", digits, *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_a_missing_data_set_gives_one_line(tmp_path: Path) -> None:
    result = run("train", "--data", tmp_path / "absent")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


@pytest.mark.slow
def test_real_digits_reach_the_expected_accuracy(real_mnist: Dataset) -> None:
    settings = ["hidden=100", "epochs=5", "batch_size=100", "learning_rate=0.1"]
    words = [word for setting in settings for word in ("--set", setting)]
    record = last_object(run("train", "--data", real_mnist.source, *words, "--json"))
    assert float(str(record["test_accuracy"])) >= 0.965


def test_a_file_that_a_window_has_open_is_not_trained_into(digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.h5"
    out.write_bytes(b"the window's")
    window = open_files_beside(recovery_folder())
    window.lock(out)
    for words in (["--out", out], ["--resume", out]):
        refused = run("train", "--data", digits, *words)
        assert refused.exit_code == 2
        assert "run.h5 is open in another window or command" in refused.output
    assert out.read_bytes() == b"the window's"
    window.release()
    assert quick(digits, "--out", out).exit_code == 0


def test_of_two_trainings_into_one_file_the_second_is_told(digits: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.h5"
    command = [sys.executable, "-m", "mnistgui", "train", "--data", str(digits), "--out", str(out)]
    for_ever = ["--set", "hidden=5", "--set", "epochs=100000", "--autosave", "0"]
    with subprocess.Popen([*command, *for_ever], stderr=subprocess.DEVNULL) as first:
        try:
            wait_for(out)
            second = quick(digits, "--out", out)
            with pytest.raises(UserError, match="another window or command"):
                open_files_beside(recovery_folder()).lock(out)
        finally:
            first.kill()
    assert second.exit_code == 2
    assert "open in another window or command" in second.output
    assert load_run(out).config.epochs == 100_000  # what the first has kept is whole
    assert quick(digits, "--out", out).exit_code == 0  # the dead hold nothing


def wait_for(path: Path) -> None:
    end = time.monotonic() + 120
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_digits_of_a_list_teach_nothing_and_the_run_keeps_the_list(
    digits: Path, tmp_path: Path
) -> None:
    listed, out = tmp_path / "left-out.txt", tmp_path / "run.h5"
    listed.write_text("")
    plain = last_object(quick(digits, "--json"))["weights_sha256"]
    same = last_object(quick(digits, "--json", "--leave-out", listed))
    assert same["weights_sha256"] == plain
    listed.write_text("17\n3\n")
    record = last_object(quick(digits, "--json", "--leave-out", listed, "--out", out))
    assert record["weights_sha256"] != plain
    assert load_run(out).config.left_out == (3, 17)
    again = run("replay", out, "--step", "20", "--data", digits, "--json")
    assert last_object(again)["weights_sha256"] == record["weights_sha256"]


def test_a_list_beside_resume_is_refused(digits: Path, tmp_path: Path) -> None:
    result = quick(digits, "--resume", tmp_path / "run.h5", "--leave-out", tmp_path / "list.txt")
    assert result.exit_code != 0
    assert "--leave-out out" in result.output


def test_label_noise_is_a_setting_of_the_run_that_a_replay_repeats(
    digits: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run.h5"
    noisy = ["--set", "label_noise=pairs", "--set", "noise_pairs=3/5", "--set", "noise_share=0.4"]
    record = last_object(quick(digits, "--json", *noisy, "--out", out))
    again = run("replay", out, "--step", "20", "--data", digits, "--json")
    assert last_object(again)["weights_sha256"] == record["weights_sha256"]
    assert last_object(again)["train_accuracy"] == record["train_accuracy"]
