import io
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mnistgui.data.pictures import load_picture, pictures_in
from mnistgui.errors import UserError

SCENE = np.arange(40 * 30, dtype=np.uint16).reshape(40, 30).clip(0, 255).astype(np.uint8)


def test_grey_png_is_read_to_the_same_bytes(tmp_path: Path) -> None:
    Image.fromarray(SCENE).save(tmp_path / "a.png")
    np.testing.assert_array_equal(load_picture(tmp_path / "a.png"), SCENE)


def test_jpeg_is_read_and_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by a quarter
    Image.fromarray(SCENE).save(tmp_path / "a.jpg", quality=100, exif=exif)
    read = load_picture(tmp_path / "a.jpg")
    assert np.abs(read - np.rot90(SCENE, -1).astype(float)).max() < 5


def test_what_is_transparent_is_white_paper(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (28, 28), (0, 0, 0, 0))
    picture.putpixel((3, 4), (0, 0, 0, 255))
    for name, kind in (("a.png", "RGBA"), ("b.png", "P")):
        picture.convert(kind).save(tmp_path / name)
        read = load_picture(tmp_path / name)
        assert read[4, 3] == 0
        assert read.sum() == 255 * (28 * 28 - 1)


def test_sixteen_bits_keep_their_greys(tmp_path: Path) -> None:
    Image.fromarray(SCENE.astype(np.uint16) * 257).save(tmp_path / "a.png")
    np.testing.assert_array_equal(load_picture(tmp_path / "a.png"), SCENE)


def encoded(size: tuple[int, int], kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("L", size).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (encoded((7, 300)), "7 x 300 pixels; the shorter side has to have 8 at least"),
        (encoded((8400, 8400)), "8400 x 8400 pixels; at most 70 megapixels"),
        (encoded((40, 40), "ICO"), "is no picture"),
        (encoded((40, 40))[:50], "is no picture, or a damaged one; accepted are PNG, JPEG"),
        (encoded((40, 40)).replace(b"\0\0\0\x28", b"\0\0\x7f\xff", 2), "no picture"),
        (encoded((40, 40)).replace(b"\0\0\0\x28", b"\0\0\x30\x00", 2), "no picture"),
        (encoded((40, 40), "JPEG") + b"\xff\xda" * 60, "too many scans"),
        (b"", "is no picture"),
    ],
)
def test_others_are_refused(tmp_path: Path, data: bytes, sentence: str) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(UserError, match=sentence):
        load_picture(tmp_path / "a.png")


def test_damaged_camera_notes_are_ignored_in_silence(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A maker with a long name"
    Image.fromarray(SCENE).save(tmp_path / "a.jpg", exif=exif)
    data = (tmp_path / "a.jpg").read_bytes()
    at = data.index(b"\x01\x0f\x00\x02")
    (tmp_path / "a.jpg").write_bytes(data[: at + 4] + b"\x7f" + data[at + 5 :])
    with warnings.catch_warnings(record=True) as told:
        assert load_picture(tmp_path / "a.jpg").shape == SCENE.shape
    assert not told


def test_a_palette_without_colours_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(SCENE).convert("P").save(path)
    before, _, after = path.read_bytes().partition(b"PLTE")
    length = int.from_bytes(before[-4:], "big")
    path.write_bytes(before[:-4] + after[length + 4 :])
    with pytest.raises(UserError, match=r"a\.png is no picture, or a damaged one"):
        load_picture(path)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP", "GIF", "TIFF", "PPM"])
def test_pictures_of_any_kind_are_read(tmp_path: Path, kind: str) -> None:
    buffer = io.BytesIO()
    Image.fromarray(SCENE).save(buffer, kind)
    (tmp_path / "a").write_bytes(buffer.getvalue())
    assert load_picture(tmp_path / "a").shape == SCENE.shape


def test_light_ink_on_nothing_lies_on_black_paper(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (28, 28), (255, 255, 255, 0))
    picture.putpixel((3, 4), (255, 255, 255, 255))
    picture.save(tmp_path / "a.png")
    assert load_picture(tmp_path / "a.png").sum() == 255


def test_a_large_photograph_is_made_smaller(tmp_path: Path) -> None:
    Image.new("L", (4000, 3000), 200).save(tmp_path / "a.jpg")
    assert load_picture(tmp_path / "a.jpg").shape == (1200, 1600)


def test_a_heic_picture_names_the_extra_that_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.heic").write_bytes(b"\0\0\0\x24ftypheic" + b"\0" * 500)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(UserError, match=r"a\.heic is a HEIC picture, which needs the extra heic"):
        load_picture(tmp_path / "a.heic")


def test_a_folder_lists_its_pictures_without_what_systems_leave(tmp_path: Path) -> None:
    for name in ("b.webp", "a.PNG", "._a.PNG", "notes.txt", ".hidden.png"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in pictures_in(tmp_path)] == ["a.PNG", "b.webp"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="empty holds no pictures; accepted are PNG"):
        pictures_in(tmp_path / "empty")
