"""Every case opens, or is refused, in the way that its row says."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mnistgui.cli import main
from tests.cases.data_cases import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_what_comes_of_a_case(case: Case, tmp_path: Path) -> None:
    path = case.make(tmp_path)
    done = CliRunner().invoke(main, ["data", "info", str(path)], catch_exceptions=False)
    if case.refusal:
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1
        assert re.search(case.refusal, done.stderr)
        return
    assert done.exit_code == 0, done.stderr
    assert re.search(case.note, done.output)
    if not case.note:
        assert "note:" not in done.output


def test_as_json_every_case_is_one_object(tmp_path: Path) -> None:
    path = CASES[1].make(tmp_path)
    done = CliRunner().invoke(main, ["data", "info", str(path), "--json"], catch_exceptions=False)
    told = json.loads(done.stdout)
    assert told["train"]["count"] + told["test"]["count"] == 120
    assert told["reading"]["looks_like_digits"]
