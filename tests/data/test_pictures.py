import io
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mnistgui.data.pictures import load_picture
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
        (encoded((27, 300)), "27 x 300 pixels"),
        (encoded((28, 4097)), "28 x 4097 pixels"),
        (encoded((40, 40), "BMP"), "is no picture"),
        (encoded((40, 40))[:50], "is no picture or a damaged one"),
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
    with pytest.raises(UserError, match=r"a\.png is no picture or a damaged one"):
        load_picture(path)
