import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from mnistgui.cli import main
from mnistgui.data.writers import npz
from mnistgui.files.lesson_card import PassMark, load_card
from mnistgui.files.run_file import save_run
from tests.files.runs import CONFIG, noise, trained


def made(tmp_path: Path, *changes: str) -> tuple[int, str]:
    save_run(tmp_path / "run.h5", trained())
    words = ["lesson", str(tmp_path / "run.h5"), "--to", str(tmp_path / "one.lesson.json")]
    words += ["--title", "Steps", "--instructions", "Find a rate.", "--pass", "test=0.0"]
    result = CliRunner().invoke(main, [*words, *changes])
    return result.exit_code, result.stderr


def test_a_card_made_from_a_run_is_passed_by_that_run(tmp_path: Path) -> None:
    assert made(tmp_path, "--hide", "seed", "--hide", "hidden")[0] == 0
    card = load_card(tmp_path / "one.lesson.json")
    run = trained()
    assert (card.config, card.data_fingerprint) == (run.config, run.data.fingerprint)
    assert (card.title, card.hidden) == ("Steps", ("seed", "hidden"))
    assert card.pass_mark == PassMark("test", 0.0)
    paths = [str(tmp_path / name) for name in ("one.lesson.json", "run.h5")]
    assert CliRunner().invoke(main, ["check", *paths]).exit_code == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (("--pass", "test"), "no pass mark"),
        (("--pass", "all=0.5"), "train, valid, test"),
        (("--pass", "test=95"), "from 0 to 1"),
        (("--pass", "test=nan"), "no pass mark"),
        (("--hide", "colour"), "colour"),
        (("--title", "x" * 201), "longer than the 200"),
        (("--to", "card.json"), r"card.json is no name of a lesson card"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, changes: tuple[str, ...], said: str) -> None:
    code, sentence = made(tmp_path, *changes)
    assert code == 2
    assert said in sentence
    assert not (tmp_path / "one.lesson.json").exists()


def card_for(tmp_path: Path) -> Path:
    assert made(tmp_path, "--hide", "seed")[0] == 0
    npz.write(noise(), tmp_path / "noise.npz")
    return tmp_path / "one.lesson.json"


def checked(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", *map(str, words)])
    return result.exit_code, result.output


def test_a_run_is_proved_and_an_edited_one_is_not(tmp_path: Path) -> None:
    card, data = card_for(tmp_path), tmp_path / "noise.npz"
    code, said = checked(card, tmp_path / "run.h5", "--prove", "--data", data)
    assert code == 0
    assert "proved: 15 of 15 steps trained again give the same, to the bit" in said
    run = trained()
    run.history["measured"]["test_accuracy"][-1] = 0.99
    save_run(tmp_path / "edited.h5", run)
    assert checked(card, tmp_path / "edited.h5")[0] == 0  # its figures are believed
    code, said = checked(card, tmp_path / "edited.h5", "--prove", "--data", data)
    assert code == 1
    assert "What it measured after step 15 is another" in said


def test_a_folder_of_runs_is_a_table(tmp_path: Path) -> None:
    card, folder = card_for(tmp_path), tmp_path / "class"
    folder.mkdir()
    for name, seed in (("ada", 0), ("ben", 3)):
        save_run(folder / f"{name}.h5", trained(replace(CONFIG, seed=seed)))
    (folder / "cleo.h5").write_bytes(b"no run")
    words = (card, folder, "--prove", "--data", tmp_path / "noise.npz")
    code, said = checked(*words)
    assert code == 1
    ada, ben, cleo, last = said.splitlines()[-4:]
    assert ada.split()[0] == "ada.h5"
    assert "not passed" not in ada
    assert "The setting seed is 3" in ben
    assert "not passed" in cleo
    assert last == "1 of 3 passed"
    rows = json.loads(checked(*words, "--json")[1].splitlines()[-1])
    assert [row["passed"] for row in rows] == [True, False, False]
    assert rows[0]["proof"]["replayed"] == 15
    (tmp_path / "empty").mkdir()
    assert checked(card, tmp_path / "empty")[0] == 2
