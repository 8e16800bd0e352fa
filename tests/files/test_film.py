"""Films are written whole: as a GIF, as a folder of PNGs, and as an MP4 by an encoder."""

import stat
from pathlib import Path

import pytest
from PIL import Image

from mnistgui.errors import UserError
from mnistgui.files import film
from mnistgui.files.film import check_film_target, film_kinds, film_steps, write_film

COLOURS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (9, 9, 9)]


@pytest.fixture
def frames(tmp_path: Path) -> list[Path]:
    paths = []
    for number, colour in enumerate(COLOURS):
        paths.append(tmp_path / f"frame-{number:04}.png")
        Image.new("RGB", (31, 20), colour).save(paths[-1])
    return paths


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film, "find_encoder", lambda: None)


def encoder(folder: Path, script: str) -> str:
    path = folder / "ffmpeg"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_pictures_of_a_gif_follow_each_other_at_their_pace(
    frames: list[Path], tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    write_film(frames, tmp_path / "run.gif", 4, lambda done, total: seen.append((done, total)))
    with Image.open(tmp_path / "run.gif") as image:
        assert getattr(image, "n_frames", 1) == len(COLOURS)
        for number, colour in enumerate(COLOURS):
            image.seek(number)
            assert image.info["duration"] == 250
            pixel = image.convert("RGB").getpixel((5, 5))
            assert isinstance(pixel, tuple)
            assert max(abs(a - b) for a, b in zip(pixel, colour, strict=True)) < 12
    assert seen == [(1, 4), (2, 4), (3, 4)]


def test_a_series_is_a_folder_of_numbered_pictures(frames: list[Path], tmp_path: Path) -> None:
    write_film(frames, tmp_path / "run.png", 4)
    written = sorted((tmp_path / "run").iterdir())
    assert [path.name for path in written] == [f"run-{i:04}.png" for i in range(1, 5)]
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in frames]


def test_what_is_given_up_leaves_nothing(frames: list[Path], tmp_path: Path) -> None:
    def give_up(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    before = sorted(tmp_path.iterdir())
    for name in ("run.gif", "run.png"):
        with pytest.raises(KeyboardInterrupt):
            write_film(frames, tmp_path / name, 4, give_up)
    assert sorted(tmp_path.iterdir()) == before


def test_an_encoder_gets_all_pictures_in_order(
    frames: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Stands in for ffmpeg: writes its list of pictures into its last argument.
    script = (
        'while [ "$1" != -i ]; do shift; done; list=$2; for last; do :; done; cat $list > $last'
    )
    monkeypatch.setattr(film, "find_encoder", lambda: encoder(tmp_path, script))
    write_film(frames, tmp_path / "run.mp4", 4)
    lines = (tmp_path / "run.mp4").read_text().splitlines()
    assert [line for line in lines if line.startswith("file")][:4] == [
        f"file '{path.name}'" for path in frames
    ]
    assert lines.count("duration 0.250000") == 4


def test_a_fault_of_the_encoder_is_told_and_it_is_ended_on_cancel(
    frames: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        film, "find_encoder", lambda: encoder(tmp_path, "echo no such codec >&2; exit 3")
    )
    with pytest.raises(UserError, match="no such codec"):
        write_film(frames, tmp_path / "run.mp4", 4)
    monkeypatch.setattr(film, "find_encoder", lambda: encoder(tmp_path, "exec sleep 600"))

    def give_up(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_film(frames, tmp_path / "run.mp4", 4, give_up)
    assert not (tmp_path / "run.mp4").exists()


@pytest.mark.usefixtures("no_encoder")
def test_without_an_encoder_mp4_is_not_offered_and_told(frames: list[Path], tmp_path: Path) -> None:
    assert list(film_kinds()) == [".gif", ".png"]
    with pytest.raises(UserError, match="ffmpeg or the package imageio-ffmpeg"):
        write_film(frames, tmp_path / "run.mp4", 4)


@pytest.mark.parametrize(
    ("name", "words"), [("run.avi", "no name of a film"), ("there/run.gif", "no such folder")]
)
def test_names_that_cannot_be_written_are_refused(name: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=words):
        check_film_target(tmp_path / name)


def test_pictures_are_spread_evenly_and_the_ends_are_among_them() -> None:
    assert film_steps(100, 5) == (0, 25, 50, 75, 100)
    assert film_steps(3, 60) == (0, 1, 2, 3)
