"""Training and reading pictures of other classes and sizes on the command line."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.writers import npz
from mnistgui.files.models import load_model
from mnistgui.files.run_file import load_run
from tests.pictures import letters, made_dataset

FAST = ("--set", "hidden=16", "--set", "epochs=15", "--set", "batch_size=8")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False)


@pytest.fixture(scope="module")
def trained_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a run on 26 classes of 16 x 16 pixels and its digits."""
    folder = tmp_path_factory.mktemp("made")
    npz.write(made_dataset(letters(26), 16), folder / "a.npz")
    result = train(folder, "--out", folder / "run.h5")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def trained(trained_once: Path, tmp_path: Path) -> Path:
    """A copy of that run, beside its digits ``a.npz``."""
    for name in ("a.npz", "run.h5"):
        shutil.copy(trained_once / name, tmp_path)
    return tmp_path / "run.h5"


def train(folder: Path, *words: object) -> Result:
    return run("train", "--data", folder / "a.npz", "--size", "keep", *FAST, *words)


def test_it_learns_and_the_run_file_opens(trained: Path) -> None:
    saved = load_run(trained)
    assert saved.config.pictures.class_names == letters(26)
    assert saved.network().widths == (256, 16, 26)
    read = run("predict", "--model", trained, "--data", trained.parent / "a.npz", "--size", "keep",
               "--json", "--summary")  # fmt: skip
    found = json.loads(read.stdout)
    assert found["accuracy"] > 0.9
    assert [one["name"] for one in found["classes"]] == list(letters(26))


def test_predictions_name_classes(trained: Path) -> None:
    read = run("predict", "--model", trained, "--data", trained.parent / "a.npz", "--size", "keep")
    assert "(is class 25)" in read.stdout


def test_it_trains_on_with_its_own_digits(trained: Path) -> None:
    result = run("train", "--resume", trained, "--set", "epochs=16")
    assert result.exit_code == 0, result.output
    assert load_run(trained).state.facts["epoch"] == 16


@pytest.mark.parametrize("suffix", [".npz", ".onnx", ".safetensors", ".keras", ".h5"])
def test_exports_read_back_with_names(trained: Path, suffix: str) -> None:
    target = trained.parent / f"weights{suffix}"
    assert run("export", trained, "--to", target).exit_code == 0
    network = load_model(target)
    assert network.sha256() == load_run(trained).network().sha256()
    assert network.head.class_names == letters(26)


def test_a_report_is_written(trained: Path) -> None:
    page = trained.parent / "report.html"
    result = run("report", trained, "--out", page)
    assert result.exit_code == 0, result.output
    assert "16 units of the first layer" in page.read_text()


def test_a_script_is_refused_in_words(trained: Path) -> None:
    result = run("code", trained, "--to", trained.parent / "a.py")
    assert result.exit_code == 2
    assert "26 classes of 16 x 16 pixels" in result.stderr


@pytest.mark.parametrize("words", [(), ("--size", "keep")])
def test_digits_that_do_not_fit_are_named(trained: Path, words: tuple[str, ...]) -> None:
    other = trained.parent / "other.npz"
    npz.write(made_dataset(letters(5), 20), other)
    result = run("predict", "--model", trained, "--data", other, *words)
    assert result.exit_code == 2
    assert "do not fit each other" in result.stderr


def test_drawings_are_not_read_by_a_network_of_another_size(trained: Path) -> None:
    strokes = trained.parent / "a.jsonl"
    strokes.write_text('{"strokes": [[[0, 0], [50, 50]]]}\n')
    result = run("predict", "--model", trained, "--strokes", strokes)
    assert result.exit_code == 2
    assert "drawings and photographs are brought to 28 x 28 pixels" in result.stderr


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("augmentation=warps", "warps pictures of 28 x 28 pixels, not of 16 x 16"),
        ("learning_rate=-1", "learning_rate"),
    ],
)
def test_settings_without_meaning_are_refused(tmp_path: Path, setting: str, told: str) -> None:
    npz.write(made_dataset(letters(4), 16), tmp_path / "a.npz")
    result = train(tmp_path, "--set", setting)
    assert result.exit_code == 2
    assert told in result.stderr


def test_one_class_against_the_others_is_named(tmp_path: Path) -> None:
    npz.write(made_dataset(("ant", "bee", "cat"), 8), tmp_path / "a.npz")
    words = ("--set", "model=logistic", "--set")
    assert train(tmp_path, *words, "digit=2", "--out", tmp_path / "run.h5").exit_code == 0
    assert load_run(tmp_path / "run.h5").network().head.class_names == ("not cat", "cat")
    refused = train(tmp_path, *words, "digit=3")
    assert refused.exit_code == 2
    assert "accepted is 0 to 2" in refused.stderr


def test_facts_of_digits_tell_classes(tmp_path: Path) -> None:
    npz.write(made_dataset(letters(47), 20), tmp_path / "a.npz")
    told = json.loads(run("data", "info", tmp_path / "a.npz", "--size", "keep", "--json").stdout)
    assert told["classes"] == list(letters(47))
    assert (told["side"], told["reading"]) == (20, None)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("replay", "--step", 5), "step 5, epoch"),
        (("replay", "--until", "unit_dies"), "(a class "),
        (("replay", "--until", "flips=1"), "test digit 1 is read as class "),
        (("replay", "--until", "digit_falls=0,1"), "of the test digits class 00 are read right"),
        (("diagnose",), "healthy"),
        (("blame", "--index", 1, "--target", 20, "--count", 2), "test digit 1 is a class 01"),
        (("doubtful", "--count", 3), "(as class "),
    ],
)
def test_what_is_asked_of_a_run_names_classes(
    trained: Path, words: tuple[object, ...], told: str
) -> None:
    command, *options = words
    result = run(command, trained, *options, "--data", trained.parent / "a.npz")
    assert result.exit_code == 0, result.output
    assert told in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("numbers", "--step", "dW1"), "256 x 16 numbers"),
        (("units", "--sort", "outgoing", "--digit", 25, "--layer", 2, "--count", 1), "unit 26: "),
        (("lab", "--edit", "mute 1:2"), "read right, before the edits"),
    ],
)
def test_networks_of_other_classes_are_looked_into(
    trained: Path, words: tuple[object, ...], told: str
) -> None:
    command, *options = words
    data = ("--data", trained.parent / "a.npz")
    result = run(command, trained, *options, *data, "--size", "keep")
    assert result.exit_code == 0, result.output
    assert told in result.stdout
    refused = run(command, trained, *options, *data)
    assert refused.exit_code == 2
    assert "do not fit each other" in refused.stderr


def test_classes_that_are_not_there_are_refused(trained: Path) -> None:
    data = ("--data", trained.parent / "a.npz")
    units = run("units", trained, "--sort", "outgoing", "--digit", 40, *data, "--size", "keep")
    assert "this network has 26 outputs; --digit 0 to 25 is accepted" in units.stderr
    blame = run("blame", trained, "--index", 1, "--target", 40, *data)
    assert "--target 0 to 25 is accepted" in blame.stderr


def test_twins_learn_other_classes(trained: Path) -> None:
    words = ("--data", trained.parent / "a.npz", "--size", "keep", *FAST, "--set", "epochs=1")
    result = run("twins", *words, "--twin", "learning_rate=0.2")
    assert result.exit_code == 0, result.output
    assert "mistakes gained" in result.stdout


def test_a_card_grades_and_proves_a_run(trained: Path) -> None:
    card, data = trained.parent / "a.lesson.json", ("--data", trained.parent / "a.npz")
    made = run("lesson", trained, "--to", card, "--title", "T", "--instructions", "I",
               "--pass", "test=0.5")  # fmt: skip
    assert made.exit_code == 0, made.output
    result = run("check", card, trained, *data, "--prove", "--seconds", 0)
    assert result.exit_code == 0, result.output
    assert "trained again give the same, to the bit" in result.stdout


def test_a_run_on_letters_is_filmed(trained: Path) -> None:
    result = run("film", trained, "--to", trained.parent / "a.gif", "--frames", 2)
    assert result.exit_code == 0, result.output
    assert (trained.parent / "a.gif").read_bytes().startswith(b"GIF8")


def test_studies_learn_other_classes(trained: Path) -> None:
    study, data = trained.parent / "study", ("--data", trained.parent / "a.npz")
    made = run("sweep", "new", study, *data, "--size", "keep", *FAST, "--grid", "hidden_1=8,16",
               "--where", "parameters > 3000")  # fmt: skip
    assert made.exit_code == 0, made.output
    assert "1 cells" in made.stdout  # 256-16-26 has 4,554 numbers, 256-8-26 2,290
    warped = run("sweep", "new", trained.parent / "other", *data, "--size", "keep", "--grid",
                 "augmentation=none,warps")  # fmt: skip
    assert "augmentation=none is accepted" in warped.stderr
    worked = run("sweep", "work", study, *data)
    assert worked.exit_code == 0, worked.output
    assert run("sweep", "open", study, 1, "--out", trained.parent / "cell.h5").exit_code == 0
    assert load_run(trained.parent / "cell.h5").network().widths == (256, 16, 26)


@pytest.mark.parametrize("third", ["3", "D"])
def test_drawings_are_read_by_a_network_for_letters(tmp_path: Path, third: str) -> None:
    names = ("A", "B", third)
    npz.write(made_dataset(names, 28), tmp_path / "a.npz")
    assert train(tmp_path, "--out", tmp_path / "run.h5").exit_code == 0
    lines = [json.dumps({"label": 3, "strokes": [[[0, 0], [50, y]]]}) for y in (50, 0)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    words = ("predict", "--model", tmp_path / "run.h5", "--strokes", tmp_path / "a.jsonl")
    read = json.loads(run(*words, "--json").stdout)
    assert all(len(one["probabilities"]) == 3 for one in read)
    assert {one["number"] for one in read} <= {*names, None}
    assert [one["label"] for one in read] == ([2, 2] if third == "3" else [None, None])
    result = run(*words)
    assert ("(is 3)" in result.stdout) == (third == "3")
    assert ("2 drawings show digits that this network has no class for" in result.stderr) == (
        third == "D"
    )
