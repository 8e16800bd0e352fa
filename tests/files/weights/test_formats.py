from pathlib import Path

import pytest

from mnistgui.files.content import Content
from mnistgui.files.models import load_model
from mnistgui.files.recognize import recognize
from mnistgui.files.weights.format import WeightsFormat
from mnistgui.files.weights.formats import FORMATS, WRITERS, accepted_formats
from tests.files.networks import network


def test_each_format_has_a_name_and_each_writer_a_suffix_of_its_own() -> None:
    assert len({row.name for row in FORMATS}) == len(FORMATS)
    assert len(WRITERS) == sum(len(row.writers) for row in FORMATS)
    assert all(row.name in accepted_formats() for row in FORMATS)


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_what_a_format_writes_is_recognised_and_read(row: WeightsFormat, tmp_path: Path) -> None:
    written = network()
    for writer in row.writers:
        path = tmp_path / f"net{writer.suffix}"
        path.write_bytes(writer.write(written))
        assert recognize(path) is Content.WEIGHTS
        assert load_model(path).widths == written.widths
