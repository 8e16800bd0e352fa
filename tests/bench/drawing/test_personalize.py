import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from mnistgui.bench.drawing.personalize import by_writer, divided, spread, teach_writers
from mnistgui.cli import main
from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.drawing.personalize import RECIPE, Recipe
from mnistgui.drawing.rehearsal import Shares
from mnistgui.errors import UserError
from mnistgui.files.models import save_model
from mnistgui.ink.jsonl import Drawing, write_drawings
from tests.data.layouts import write_idx
from tests.files.networks import network

QUICK = replace(RECIPE.config, learning_rate=0.01, epochs=2)
SHORT = Recipe(QUICK, Shares(rehearsed=6000, taught=3000, most_copies=300))


def drawings(writers: str, each: int) -> list[Drawing]:
    rng = np.random.default_rng(1)
    return [
        Drawing(synthetic_strokes(d, rng), d, writer)
        for writer in writers
        for d in (0, 1)
        for _ in range(each)
    ]


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(800, 100, seed=2)


def test_drawings_are_sorted_by_writer() -> None:
    nobody = replace(drawings("x", 1)[0], writer=None)
    found = by_writer([*drawings("ba", 2), nobody])
    assert list(found) == ["a", "b"]
    assert all(d.writer == name for name, own in found.items() for d in own)
    with pytest.raises(UserError, match="writer"):
        by_writer([nobody])


@pytest.mark.parametrize(
    ("n", "names"), [(None, "abcdef"), (9, "abcdef"), (1, "a"), (2, "ad"), (4, "abde")]
)
def test_some_writers_stand_for_all(n: int | None, names: str) -> None:
    assert "".join(spread(by_writer(drawings("abcdef", 1)), n)) == names


def test_the_first_five_of_each_digit_are_taught_and_no_others() -> None:
    own = drawings("a", 7)
    taught, others = divided("a", own)
    assert taught == own[:5] + own[7:12]
    assert others == own[5:7] + own[12:]
    with pytest.raises(UserError, match="a drew no digit more than 5 times"):
        divided("a", drawings("a", 5))


def test_each_writer_begins_with_the_same_network(digits: Dataset) -> None:
    beginner = network((16,))
    sha = beginner.sha256()
    writers = by_writer(drawings("ab", 7))
    told: list[tuple[int, int]] = []
    both = teach_writers(
        beginner, writers, digits, recipe=SHORT, watch=lambda *now: told.append(now)
    )
    alone = teach_writers(beginner, {"b": writers["b"]}, digits, recipe=SHORT)
    assert beginner.sha256() == sha
    assert told == [(1, 2), (2, 2)]
    assert [(one.writer, one.taught, one.judged) for one in both] == [("a", 10, 4), ("b", 10, 4)]
    assert replace(alone[0], seconds=0.0) == replace(both[1], seconds=0.0)
    assert both[0].test_after > both[0].test_before + 0.2
    assert min(one.after for one in both) >= 0.75


def test_the_command_reports_each_writer_and_the_means(tmp_path: Path, digits: Dataset) -> None:
    write_drawings(tmp_path / "pen.jsonl", drawings("abc", 6))
    save_model(network((16,)), tmp_path / "small.h5")
    args = ["bench", "personalize", "--writers", "2", "--strokes", str(tmp_path / "pen.jsonl")]
    folder = tmp_path / "digits"
    folder.mkdir()
    args += ["--model", str(tmp_path / "small.h5"), "--data", str(write_idx(folder, digits))]
    result = CliRunner().invoke(main, [*args, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert [one["writer"] for one in told["per_writer"]] == ["a", "b"]
    for name in ("before", "after", "test_before", "test_after", "seconds"):
        each = [one[name] for one in told["per_writer"]]
        assert told[f"mean_{name}"] == pytest.approx(np.mean(each))
    changes = [one["test_after"] - one["test_before"] for one in told["per_writer"]]
    assert told["worst_test_change"] == min(changes)


def test_recordings_of_nobody_are_refused_in_one_line(tmp_path: Path) -> None:
    write_drawings(tmp_path / "pen.jsonl", [replace(d, writer=None) for d in drawings("a", 1)])
    args = ["bench", "personalize", "--strokes", str(tmp_path / "pen.jsonl")]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 2
    assert "name no writers" in result.stderr
