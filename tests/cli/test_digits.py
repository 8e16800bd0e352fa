"""Every command understands the same names of digits."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import digits, main
from mnistgui.data.dataset import Dataset
from mnistgui.data.load import load_dataset
from mnistgui.data.synthetic.make import NAME, synthetic_dataset
from mnistgui.data.writers.npz import write
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.lesson_card import LessonCard, PassMark, save_card
from mnistgui.files.run_file import load_run, save_run
from mnistgui.training.config import TrainingConfig
from tests.data.layouts import write_npz
from tests.digits import blob_dataset
from tests.files.runs import trained

ALL, FEWER = (120, 40), (60, 20)
CONFIG = TrainingConfig(hidden=(6,), epochs=2, batch_size=10, validation_size=10)


@pytest.fixture(autouse=True)
def _few_are_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No file is called 'synthetic' here, and of 70,000 digits 160 are drawn."""

    def drawn(train: int, test: int, **_: object) -> Dataset:
        return synthetic_dataset(min(train, ALL[0]), min(test, ALL[1]))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(digits, "synthetic_dataset", drawn)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def told(*words: str) -> dict[str, object]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout.splitlines()[-1])
    assert isinstance(record, dict)
    return record


COMMANDS: dict[str, Callable[[], object]] = {
    "train": lambda: told("train", "--data", "synthetic", "--preset", "shallow-minibatch")[
        "dataset"
    ],
    "gradcheck": lambda: told("gradcheck", "--data", "synthetic")["digits"],
    "data info": lambda: told("data", "info", "synthetic")["name"],
}


@pytest.mark.parametrize("command", list(COMMANDS))
def test_synthetic_is_understood(command: str) -> None:
    assert COMMANDS[command]() == NAME


def test_drawn_digits_are_read_and_converted() -> None:
    assert told("predict", "--data", "synthetic", "--summary")["count"] == ALL[1]
    assert run("data", "convert", "synthetic", "drawn.npz").exit_code == 0
    drawn = DataFacts.from_dataset(synthetic_dataset(*ALL)).fingerprint
    assert told("data", "info", "drawn.npz")["fingerprint"] == drawn


def test_a_run_on_few_drawn_digits_is_graded_and_gone_on_with_on_as_many() -> None:
    """The window draws fewer at its first start than a command does."""
    dataset = synthetic_dataset(*FEWER)
    straight, half = trained(CONFIG, dataset=dataset), trained(CONFIG, 3, dataset)
    save_run(Path("half.h5"), half)
    gone_on = run("train", "--resume", "half.h5", "--out", "whole.h5")
    assert gone_on.exit_code == 0, gone_on.output
    assert load_run(Path("whole.h5")).network().sha256() == straight.network().sha256()

    facts = half.data
    passing = PassMark("test", 0.0)
    card = LessonCard("One", "Two", CONFIG, facts.name, facts.fingerprint, (), passing)
    save_card(Path("one.lesson.json"), card)
    graded = told("check", "one.lesson.json", "whole.h5", "--data", "synthetic")
    assert graded["passed"] is True


def test_what_is_left_out_of_a_folder_is_told() -> None:
    Path("mine").mkdir()
    assert run("data", "convert", "synthetic", "mine/digits.npz").exit_code == 0
    Path("mine/broken.gz").write_bytes(b"\x1f\x8bnot")
    shown = run("data", "info", "mine")
    assert shown.exit_code == 0
    assert "note: " in shown.stderr
    assert "broken.gz" in shown.stderr


def test_of_two_data_sets_in_a_folder_both_are_named_and_the_largest_is_read() -> None:
    Path("mine").mkdir()
    assert run("data", "convert", "synthetic", "mine/a.npz").exit_code == 0
    write_npz(Path("mine/b.npz"), synthetic_dataset(*FEWER))
    shown = run("data", "info", "mine", "--json")
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["train"]["count"] == ALL[0]
    note = shown.stderr.strip()
    assert f"a.npz ({sum(ALL):,} digits)" in note
    assert f"b.npz ({sum(FEWER):,} digits)" in note
    assert len(note.splitlines()) == 1


def test_a_run_goes_on_without_naming_its_digits_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(blob_dataset(), Path("mine.npz"))
    dataset = load_dataset("mine.npz")
    save_run(tmp_path / "half.h5", trained(CONFIG, 3, dataset))
    straight = trained(CONFIG, dataset=dataset)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    gone_on = run("train", "--resume", str(tmp_path / "half.h5"), "--out", "whole.h5")
    assert gone_on.exit_code == 0, gone_on.output
    assert load_run(Path("whole.h5")).network().sha256() == straight.network().sha256()
