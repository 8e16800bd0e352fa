import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from mnistgui.cli import main
from mnistgui.cli.predict import _tell_summary
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.writers import npz
from mnistgui.ink.jsonl import Drawing, write_drawings
from mnistgui.ink.strokes import Strokes
from tests.digits import blob_dataset
from tests.numbers import number, picture_of


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["predict", *(str(word) for word in words)])


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A stroke file with a plain one, drawn small in a corner, and a ring without a label."""
    angle = np.linspace(0, 2 * np.pi, 40)
    ring = np.stack([400 + 60 * np.cos(angle), 300 + 90 * np.sin(angle)], axis=1)
    bar = np.stack([np.full(20, 30.0), np.linspace(10, 90, 20)], axis=1)
    path = tmp_path / "drawn.jsonl"
    write_drawings(path, [Drawing(Strokes((bar,), 5.0), 1), Drawing(Strokes((ring,), 9.0))])
    return path


def test_drawings_are_read_by_the_shipped_model(one: Path) -> None:
    result = run("--strokes", one, "--json")
    records = json.loads(result.stdout)
    keys = {"index", "label", "prediction", "probabilities", "is_digit", "confidence", "number"}
    assert [set(r) for r in records] == [keys] * 2
    assert [r["is_digit"] for r in records] == [True, True]
    assert [r["confidence"] for r in records] == [max(r["probabilities"]) for r in records]
    assert [r["prediction"] for r in records] == [1, 0]
    assert [r["number"] for r in records] == ["1", "0"]
    assert [r["label"] for r in records] == [1, None]
    assert sum(records[0]["probabilities"]) == pytest.approx(1, abs=1e-5)


def test_the_summary_counts_what_has_a_label(one: Path) -> None:
    summary = json.loads(run("--strokes", one, "--json", "--summary").stdout)
    error = summary.pop("expected_calibration_error")
    classes = {one["name"]: one for one in summary.pop("classes")}
    assert classes["1"] == {"name": "1", "count": 1, "precision": 1.0, "recall": 1.0}
    assert summary.pop("confused") == []
    assert summary == {"count": 2, "correct": 1, "accuracy": 1.0}
    assert 0 <= error < 0.1


def test_what_is_no_digit_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "junk.jsonl"
    lying = np.linspace([20.0, 50.0], [80.0, 52.0], 9)
    drawn = [Strokes((np.full((1, 2), 40.0),), 6.0), Strokes((lying,), 6.0), Strokes((), 6.0)]
    write_drawings(path, [Drawing(strokes) for strokes in drawn])
    records = json.loads(run("--strokes", path, "--json").stdout)
    assert [r["is_digit"] for r in records] == [False] * 3
    assert min(r["confidence"] for r in records) >= 0.99
    assert [r["number"] for r in records] == [None] * 3
    assert "2: no digit, " in run("--strokes", path).stdout
    summary = json.loads(run("--strokes", path, "--json", "--summary").stdout)
    assert summary["expected_calibration_error"] is None


def test_several_digits_are_read_as_a_number(tmp_path: Path) -> None:
    path = tmp_path / "number.jsonl"
    write_drawings(path, [Drawing(number("407"))])
    [record] = json.loads(run("--strokes", path, "--json").stdout)
    assert record["number"] == "407"
    assert [digit["prediction"] for digit in record["digits"]] == [4, 0, 7]
    assert all(digit["is_digit"] for digit in record["digits"])
    assert run("--strokes", path).stdout.startswith("0: 407, 4 ")


def test_a_picture_of_a_number_is_read(tmp_path: Path) -> None:
    Image.fromarray(picture_of("25")).save(tmp_path / "25.png")
    [record] = json.loads(run("--images", tmp_path / "25.png", "--json").stdout)
    assert record["number"] == "25"


def test_pictures_are_read_one_by_one_and_from_folders(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    drawn = synthetic_dataset(train=10, test=1, seed=3).train
    for i, pixels in enumerate(drawn.images):
        large = Image.fromarray(255 - pixels.reshape(28, 28)).resize((140, 140))
        large.save(folder / f"{i}.png")
    records = json.loads(run("--images", folder, "--json").stdout)
    right = sum(r["prediction"] == label for r, label in zip(records, drawn.labels, strict=True))
    assert right >= 9
    two = json.loads(run("--images", folder / "0.png", folder / "1.png", "--json").stdout)
    assert [r["prediction"] for r in two] == [r["prediction"] for r in records[:2]]
    assert [r["file"] for r in two] == [str(folder / "0.png"), str(folder / "1.png")]
    assert run("--images", folder / "1.png").stdout.startswith(f"{folder / '1.png'}: ")


def test_a_data_set_is_read_with_its_labels(tmp_path: Path) -> None:
    npz.write(blob_dataset(), tmp_path / "b.npz")
    summary = json.loads(run("--data", tmp_path / "b.npz", "--json", "--summary").stdout)
    assert summary["count"] == 100
    assert summary["accuracy"] == summary["correct"] / 100


def test_the_result_file_holds_what_is_printed(tmp_path: Path) -> None:
    npz.write(blob_dataset(), tmp_path / "b.npz")
    told = run("--data", tmp_path / "b.npz", "--json", "--result", tmp_path / "result.json")
    printed = json.loads(told.stdout)
    kept = json.loads((tmp_path / "result.json").read_text())
    assert [set(one) for one in kept] == [{"activations", "index", "classification"}] * 100
    assert [one["index"] for one in kept] == list(range(100))
    assert [one["classification"] for one in kept] == [one["prediction"] for one in printed]
    found = np.array([one["activations"] for one in kept], np.float32)
    assert (found == np.array([one["probabilities"] for one in printed], np.float32)).all()


def test_a_result_file_is_written_beside_the_summary_and_of_drawings(
    one: Path, tmp_path: Path
) -> None:
    told = run("--strokes", one, "--summary", "--json", "--result", tmp_path / "result.json")
    assert json.loads(told.stdout)["count"] == 2
    kept = json.loads((tmp_path / "result.json").read_text())
    assert [one["classification"] for one in kept] == [1, 0]


def test_a_result_file_that_cannot_be_kept_is_refused_before_anything_is_read(one: Path) -> None:
    result = run("--strokes", one, "--result", "/nonexistent/result.json")
    assert result.exit_code == 2
    assert "there is no folder /nonexistent" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "exactly one of"),
        (["--strokes", "a", "--data", "b"], "exactly one of"),
        (["stray.png"], "follow --images"),
        (["--strokes", "absent.jsonl"], "absent.jsonl"),
        (["--images", "absent.png"], "absent.png"),
        (["--data", "absent"], "absent"),
    ],
)
def test_a_mistake_gives_one_line_and_exit_code_2(words: list[str], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_summary_sets_thousands_apart(capsys: pytest.CaptureFixture[str]) -> None:
    _tell_summary({"accuracy": 0.8435, "correct": 8435, "count": 10_000}, as_json=False)
    _tell_summary({"accuracy": None, "count": 10_000}, as_json=False)
    assert capsys.readouterr().out == "8,435 of 10,000 read right, 84.35 %\n10,000 read\n"
