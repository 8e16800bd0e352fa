import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.errors import UserError
from mnistgui.ink import jsonl
from mnistgui.ink.jsonl import Drawing, read_drawings, write_drawings
from mnistgui.ink.strokes import Strokes

LINE = '{"label": 3, "writer": "anna", "strokes": [[[1, 2], [3.5, 4]], [[5, 6]]], "pen_width": 8}'


def file_with(tmp_path: Path, content: str | bytes, name: str = "digits.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_reads_everything_a_line_tells(tmp_path: Path) -> None:
    (drawing,) = read_drawings(file_with(tmp_path, LINE))
    assert (drawing.label, drawing.writer, drawing.strokes.pen_width) == (3, "anna", 8.0)
    assert [line.tolist() for line in drawing.strokes.lines] == [[[1, 2], [3.5, 4]], [[5, 6]]]


def test_label_writer_and_pen_width_may_be_missing(tmp_path: Path) -> None:
    (drawing,) = read_drawings(file_with(tmp_path, '\n{"strokes": []}\n'))
    assert drawing.strokes.empty
    assert (drawing.label, drawing.writer, drawing.strokes.pen_width) == (None, None, None)


coordinate = st.floats(-1e6, 1e6)
lines = st.lists(st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=5), max_size=3)


@given(lines, st.none() | st.integers(0, 9), st.none() | st.text(max_size=9))
def test_what_is_written_is_read_back_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    strokes: list[list[tuple[float, float]]],
    label: int | None,
    writer: str | None,
) -> None:
    path = tmp_path_factory.mktemp("round") / "trip.jsonl.gz"
    arrays = tuple(np.array(line, np.float64) for line in strokes)
    if writer is not None:
        writer = writer.encode("utf-8", "ignore").decode()
    write_drawings(path, [Drawing(Strokes(arrays), label, writer)])
    assert path.read_bytes()[:2] == b"\x1f\x8b"
    (back,) = read_drawings(path)
    assert (back.label, back.writer) == (label, writer)
    for before, after in zip(arrays, back.strokes.lines, strict=True):
        np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        "3",
        "null",
        '"strokes"',
        "{}",
        '{"strokes": 3}',
        '{"strokes": [3]}',
        '{"strokes": [[3]]}',
        '{"strokes": [[[1]]]}',
        '{"strokes": [[[1, 2, 3]]]}',
        '{"strokes": [[["1", "2"]]]}',
        '{"strokes": [[[true, 2]]]}',
        '{"strokes": [[[null, 2]]]}',
        '{"strokes": [[[NaN, 2]]]}',
        '{"strokes": [[[Infinity, 2]]]}',
        '{"strokes": [[[1e308, 2]]]}',
        '{"strokes": [[[1' + "0" * 400 + ", 2]]]}",
        '{"strokes": [[[1' + "0" * 5000 + ", 2]]]}",
        '{"strokes": [], "label": 10}',
        '{"strokes": [], "label": -1}',
        '{"strokes": [], "label": true}',
        '{"strokes": [], "label": 3.0}',
        '{"strokes": [], "label": "3"}',
        '{"strokes": [], "writer": 3}',
        '{"strokes": [], "pen_width": 0}',
        '{"strokes": [], "pen_width": "8"}',
        '{"strokes": [], "pen_width": NaN}',
        "[" * 100_000,
        '{"strokes": ' + "[" * 100_000,
        '{"strokes": [[' + ",".join(["[1,2]"] * (jsonl.MAX_POINTS + 1)) + "]]}",
        " " * (jsonl.MAX_LINE_BYTES + 1),
        b"\xff\xfe\x00\x00\xff",
        b"\x80{}",
    ],
)
def test_a_bad_line_is_named_with_file_and_line(tmp_path: Path, bad: str | bytes) -> None:
    content = LINE.encode() + b"\n" + (bad.encode() if isinstance(bad, str) else bad)
    with pytest.raises(UserError, match=r"digits\.jsonl, line 2: ") as caught:
        read_drawings(file_with(tmp_path, content))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_another_kind_of_file_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "my-digits.h5"
    path.write_bytes(b"\x89HDF\r\n")
    with pytest.raises(UserError, match=r"no text; a stroke file \(\.jsonl\) has one JSON object"):
        read_drawings(path)


@given(st.binary(max_size=60))
def test_no_bytes_escape_as_another_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = file_with(tmp_path_factory.mktemp("any"), content)
    try:
        read_drawings(path)
    except UserError:
        return
    assert json.loads(content.splitlines()[0])


def test_a_cut_off_gzip_is_told(tmp_path: Path) -> None:
    packed = gzip.compress((LINE + "\n").encode() * 100)
    with pytest.raises(UserError, match="cut off"):
        read_drawings(file_with(tmp_path, packed[:-9]))
    with pytest.raises(UserError, match="damaged"):
        read_drawings(file_with(tmp_path, packed[:20] + b"abc" + packed[23:]))


def test_a_gzip_bomb_is_refused_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_FILE_BYTES", 10_000)
    bomb = gzip.compress(b"\n" * 10_000_000)
    with pytest.raises(UserError, match="line 10001: the file holds more than"):
        read_drawings(file_with(tmp_path, bomb))
    with pytest.raises(UserError, match="line 1: the line is longer"):
        read_drawings(file_with(tmp_path, gzip.compress(b"[" * 10_000_000)))


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no drawings"):
        read_drawings(file_with(tmp_path, ""))
    with pytest.raises(UserError, match="cannot read"):
        read_drawings(tmp_path / "absent.jsonl")
    with pytest.raises(UserError, match="cannot read"):
        read_drawings(tmp_path)
