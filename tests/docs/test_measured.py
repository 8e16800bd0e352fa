"""The table of measured figures says of each experiment what the presets say."""

import re

import pytest

from mnistgui.cli.reproduce import experiments
from mnistgui.resources_dir import resource
from mnistgui.training.comparison import rows
from mnistgui.training.presets import Preset
from mnistgui.training.reproduce import explanation

_HEAD = "| preset | figure | reported | as written | put right | why |"


def table() -> dict[str, list[list[str]]]:
    """The lines of each experiment: figure, reported, as written, put right, why."""
    text = resource("docs/measured.md").read_text(encoding="utf-8")
    found: dict[str, list[list[str]]] = {}
    for line in text[text.index(_HEAD) :].splitlines()[2:]:
        name, *cells = (cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1]))
        if name:
            lines = found.setdefault(name.strip("`"), [])
        lines.append(cells)
    return found


@pytest.mark.parametrize("preset", experiments(), ids=lambda preset: preset.name)
def test_what_was_reported_and_why_ours_differs_is_the_presets(preset: Preset) -> None:
    lines = table()[preset.name]
    assert lines[0][-1] == " ".join(explanation(preset).split())
    reported = {cells[0]: cells[1] for cells in lines}
    for row in rows(preset.reported, {}, {}):
        figure = f"{row.run}: {row.figure}" if row.run else row.figure
        assert reported[figure] == row.reported


def test_nothing_else_stands_in_the_table() -> None:
    assert list(table()) == [preset.name for preset in experiments()]
