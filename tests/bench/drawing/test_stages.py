import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from mnistgui.bench.drawing.novelty import measure_novelty
from mnistgui.bench.drawing.stages import measure_drawing, put_on_canvas
from mnistgui.cli import main
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.data.writers import npz
from mnistgui.errors import UserError
from mnistgui.files.default_model import FILE_NAME, default_model
from mnistgui.ink.jsonl import Drawing, write_drawings
from mnistgui.ink.normalize import to_pixels
from mnistgui.resources_dir import resource
from tests.digits import blob_dataset

RNG = np.random.default_rng(1)
DRAWINGS = [Drawing(synthetic_strokes(d, RNG), d) for d in range(10) for _ in range(20)]


def test_scenes_lie_on_the_canvas_in_whole_pixels() -> None:
    rng = np.random.default_rng(2)
    for drawing in DRAWINGS:
        scene = put_on_canvas(drawing.strokes, rng)
        points = np.concatenate(scene.strokes.lines)
        assert 100 <= scene.canvas <= 800
        assert 0.02 <= scene.pen_share <= 0.15
        assert points.min() >= 0
        assert points.max() <= scene.canvas
        assert np.array_equal(points, np.rint(points))
        extent = np.ptp(points, axis=0).max() / scene.canvas
        assert extent == pytest.approx(scene.extent, abs=1.5 / scene.canvas)


def test_canvas_pen_place_and_size_hardly_change_the_pixels() -> None:
    rng = np.random.default_rng(3)
    for drawing in DRAWINGS[::7]:
        scene = put_on_canvas(drawing.strokes, rng)
        usual = to_pixels(drawing.strokes)
        assert np.corrcoef(usual, to_pixels(scene.strokes))[0, 1] > 0.9


def test_every_stage_is_worth_something() -> None:
    seen: list[tuple[int, int]] = []
    report = measure_drawing(
        DRAWINGS,
        default_model(),
        default_model(),
        np.random.default_rng(4),
        lambda *at: seen.append(at),
    )
    assert list(report.stages) == ["shrink", "centred", "pen_width", "default_model"]
    assert report.stages["shrink"] + 0.3 < report.stages["centred"]
    assert report.stages["pen_width"] == report.stages["default_model"] > 0.95
    assert seen[-1] == (600, 600)
    assert report.count == 200
    wrong = sum(confusion.count for confusion in report.confusions)
    assert wrong == round(200 * (1 - report.stages["default_model"]))
    assert np.mean(list(report.per_digit.values())) == pytest.approx(report.stages["default_model"])


def test_unlabelled_drawings_are_refused() -> None:
    unlabelled = [*DRAWINGS[:2], Drawing(DRAWINGS[2].strokes)]
    with pytest.raises(UserError, match="drawing 3 has no label"):
        measure_drawing(unlabelled, default_model(), default_model(), np.random.default_rng(5))


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = partial(measure_novelty, n_junk=50)
    monkeypatch.setattr("mnistgui.cli.bench_drawing.measure_novelty", few)
    path, shipped = tmp_path / "pens.jsonl", str(resource(FILE_NAME))
    write_drawings(path, DRAWINGS[::4])
    digits = tmp_path / "digits.npz"
    npz.write(blob_dataset(), digits)
    words = ["bench", "drawing", "--strokes", str(path), "--plain", shipped, "--data", str(digits)]
    result = CliRunner().invoke(main, [*words, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert set(told["stages"]) == {"shrink", "centred", "pen_width", "default_model"}
    assert set(told["per_digit"]) == set("0123456789")
    assert set(told["accepted"]) == {"recordings", "test digits"}
    assert told["accepted"]["recordings"] > 0.9
    assert told["rejected"]["noise"] > 0.9
    assert set(told["rejected"]) > {"dot", "line", "scribble", "two digits", "letter"}
    write_drawings(path, DRAWINGS[::20])
    assert "stage" in CliRunner().invoke(main, words).stdout
