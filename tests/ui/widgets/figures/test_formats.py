"""Files of pictures are whole, are what their names say, and can be read by others."""

import base64
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen
from PySide6.QtWidgets import QApplication

from mnistgui.errors import UserError
from mnistgui.ui.widgets.figures.formats import save_picture, to_pdf, to_png, to_svg
from mnistgui.ui.widgets.figures.recorder import record
from mnistgui.ui.widgets.figures.recording import Recording

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


@pytest.fixture
def recording(qapp: QApplication) -> Recording:  # noqa: ARG001
    tiles = QImage(2, 4, QImage.Format.Format_RGB32)
    tiles.fill(QColor("#ff0000"))
    with QPainter(tiles) as painter:
        painter.fillRect(0, 2, 2, 2, QColor("#0000ff"))

    def paint(painter: QPainter) -> None:
        painter.drawText(10, 30, "loss")
        painter.drawImage(QRectF(60, 5, 20, 20), tiles, QRectF(0, 2, 2, 2))
        painter.setClipRect(0, 0, 80, 40)
        painter.scale(0.01, 1.0)
        pen = QPen(QColor("#00875f"), 1.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, 20), QPointF(10_000, 35))

    return record(QSize(100, 50), 96, paint)


def test_a_png_is_as_large_as_was_asked_for_and_not_blank(recording: Recording) -> None:
    sizes = {scale: Image.open(io.BytesIO(to_png(recording, scale))).size for scale in (0, 1, 4)}
    assert sizes == {0: (2000, 1000), 1: (100, 50), 4: (400, 200)}
    pixels = np.asarray(Image.open(io.BytesIO(to_png(recording, 4))).convert("RGB"))
    assert (pixels[:, 280] == (0, 0, 255)).all(axis=1).sum() == 80  # the second tile alone
    assert (pixels[40:130, 40:200] != 255).any()  # the word


def test_an_svg_has_lines_words_and_sharp_tiles(recording: Recording) -> None:
    root = ET.fromstring(to_svg(recording, "A <title> & more"))  # noqa: S314 - our own
    assert root.get("viewBox") == "0 0 100 50"
    assert root.findtext(f"{SVG}title") == "A <title> & more"
    [text] = root.iter(f"{SVG}text")
    assert (text.text or "").strip() == "loss"
    assert str(text.get("font-family")).endswith("sans-serif")
    assert "non-scaling-stroke" not in ET.tostring(root, encoding="unicode")
    line = next(one for one in root.iter() if "0,20" in one.get("d", one.get("points", "")))
    assert "100,35" in line.get("d", line.get("points", ""))
    assert root.find(f".//{SVG}clipPath") is not None
    [image] = root.iter(f"{SVG}image")
    shown = Image.open(io.BytesIO(base64.b64decode(str(image.get(HREF)).split(",")[1])))
    assert shown.convert("RGB").getcolors() == [(shown.width * shown.height, (0, 0, 255))]
    assert shown.width > 10


def test_a_pdf_has_one_page_of_the_size_and_its_fonts(recording: Recording) -> None:
    data = to_pdf(recording, "Loss")
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    [box] = re.findall(rb"/MediaBox \[\s*([\d. ]+)\]", data)
    assert [float(one) for one in box.split()] == pytest.approx([0, 0, 75, 37.5], abs=0.6)
    assert data.count(b"/Type /Page\n") == 1
    assert b"/FontFile" in data


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_picture_is_written_whole(recording: Recording, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"picture{suffix.upper()}"
    save_picture(path, recording, "Loss", scale=1)
    assert path.stat().st_size > 100
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_another_suffix_is_refused_in_a_sentence(recording: Recording, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"picture\.gif is no picture; \.png, \.svg, \.pdf are acc"):
        save_picture(tmp_path / "picture.gif", recording, "Loss")
    assert list(tmp_path.iterdir()) == []


def test_a_gradient_of_an_svg_runs_where_it_ran(qapp: QApplication) -> None:  # noqa: ARG001
    def paint(painter: QPainter) -> None:
        painter.translate(20, 0)
        gradient = QLinearGradient(5, 0, 25, 0)
        gradient.setColorAt(1, QColor("#ff0000"))
        painter.fillRect(0, 0, 30, 20, gradient)

    root = ET.fromstring(to_svg(record(QSize(100, 50), 96, paint), ""))  # noqa: S314 - our own
    [found] = root.iter(f"{SVG}linearGradient")
    assert (found.get("x1"), found.get("x2")) == ("25", "45")
    assert [stop.get("stop-color") for stop in found][-1] == "#ff0000"
