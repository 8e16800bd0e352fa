import base64
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.files.report.charts import ChartLine, chart
from mnistgui.files.report.page import ReportedRun, report_page
from mnistgui.files.report.pictures import digit_picture
from mnistgui.files.run import SavedRun
from mnistgui.files.run_note import RunNote
from mnistgui.per_cent import per_cent
from mnistgui.training.config import TrainingConfig
from tests.files.runs import trained

VOID = {"meta", "img", "br"}
SVG_VOID = {"line", "polyline"}


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(600, 200)


@pytest.fixture(scope="module")
def run(digits: Dataset) -> SavedRun:
    return trained(TrainingConfig(hidden=(16,), epochs=2, seed=3), dataset=digits)


class Tags(HTMLParser):
    """Fails where an element is closed that is not open, and collects what a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loaded: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.loaded += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    tags.close()
    assert not tags.open
    return tags


def test_a_page_is_well_formed_and_loads_nothing(run: SavedRun, digits: Dataset) -> None:
    tags = parsed(report_page([ReportedRun("one", run, digits), ReportedRun("two", run)]))
    assert tags.loaded
    assert all(one.startswith("data:image/png;base64,") for one in tags.loaded)
    assert "script" not in tags.seen
    assert "link" not in tags.seen


def test_figures_of_the_page_are_those_of_the_run(run: SavedRun, digits: Dataset) -> None:
    page = report_page([ReportedRun("one", run, digits)])
    network = run.network()
    read = network.probabilities(digits.test.images).argmax(axis=1)
    right = int((read == digits.test.labels).sum())
    assert f"{per_cent(right / 200)} are read right" in page
    assert f"{run.history['measured']['test_loss'][-1]:.4f}" in page
    counts = re.findall(r'<td class="(right|wrong|)">([\d,]+)</td>', page)
    assert len(counts) == 100
    assert sum(int(count) for _, count in counts) == 200
    assert sum(int(count) for kind, count in counts if kind == "right") == right
    assert page.count("<figcaption>") == 2 + min(200 - right, 20)


def test_settings_that_are_not_the_usual_ones_stand_beside_each_other(
    run: SavedRun, digits: Dataset
) -> None:
    other = trained(TrainingConfig(hidden=(16,), epochs=1, optimizer="adam"), dataset=digits)
    page = report_page([ReportedRun("one", run), ReportedRun("two", other)])
    assert "<td>Seed</td><td>3</td><td>0</td>" in page
    assert "<td>Epochs</td><td>2</td><td>1</td>" in page
    assert "Dropout" not in page


def test_what_a_person_wrote_on_a_run_stands_in_its_report(run: SavedRun) -> None:
    noted = replace(run, note=RunNote("rate <b>too</b> high", ("baseline", "Anna")))
    page = report_page([ReportedRun("a", noted)])
    assert "baseline, Anna" in page
    assert "rate &lt;b&gt;too&lt;/b&gt; high" in page
    assert "note on the run" not in report_page([ReportedRun("a", run)])


def test_words_of_a_person_cannot_become_part_of_the_page(run: SavedRun) -> None:
    page = report_page([ReportedRun("<script>a", run)], note="1 < 2 & <img src=x>")
    tags = parsed(page)
    assert "script" not in tags.seen
    assert "1 &lt; 2 &amp; &lt;img src=x&gt;" in page


def test_a_run_without_a_measurement_says_so() -> None:
    page = report_page([ReportedRun("one", trained(steps=1))])
    assert "nothing was measured" in page


def test_a_digit_keeps_its_pixels() -> None:
    image = np.arange(784).astype(np.uint8)
    element = digit_picture(image, "a digit")
    [data] = re.findall(r'base64,([^"]+)"', element)
    picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))
    np.testing.assert_array_equal(255 - picture.ravel(), image)


def test_points_lie_in_the_plot_and_those_that_are_no_numbers_are_left_out() -> None:
    x = np.array([0.0, 1.0, 2.0, 3.0])
    drawn = chart(
        "Loss", "epoch", [ChartLine("a", x, np.array([1.0, np.nan, 0.5, np.inf]), "#000")]
    )
    [points] = re.findall(r'points="([^"]+)"', drawn)
    pairs = [tuple(map(float, pair.split(","))) for pair in points.split()]
    assert len(pairs) == 2
    assert all(0 < across < 560 and 0 < down < 300 for across, down in pairs)
    assert pairs[0][1] < pairs[1][1]  # the larger loss is higher


def test_the_axes_have_round_numbers() -> None:
    x = np.array([0.0, 1.0, 2.0, 3.0])
    drawn = chart("Loss", "epoch", [ChartLine("a", x, np.array([2.31, 0.4, 0.2, 0.07]), "#000")])
    numbers = re.findall(r"<text[^>]*>([^<]+)</text>", drawn)
    assert numbers == ["0", "0.5", "1", "1.5", "2", "0", "1", "2", "3", "epoch"]
