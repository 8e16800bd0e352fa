"""Every case opens, or is refused, in the way that its row says."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.resources_dir import resource
from tests.cases import data_cases, picture_cases, weight_cases
from tests.cases.case import Case
from tests.cases.kinds import KINDS, Kind

DATA, WEIGHTS, PICTURES = KINDS


def opened(kind: Kind, case: Case, tmp_path: Path, *, as_json: bool = True) -> Result:
    """Open a case by its command; one that is to be refused is."""
    (tmp_path / "case").mkdir()
    arguments = kind.arguments(case.make(tmp_path / "case"), tmp_path)
    arguments = [one for one in arguments if one != "--json" or as_json]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    if case.refusal:
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1
        assert re.search(case.refusal, done.stderr)
    else:
        assert done.exit_code == 0, done.stderr
    return done


@pytest.mark.parametrize("case", data_cases.CASES, ids=lambda case: case.what)
def test_what_comes_of_digits(case: Case, tmp_path: Path) -> None:
    done = opened(DATA, case, tmp_path, as_json=False)
    if not case.refusal:
        assert re.search(case.note, done.output)
        assert ("note:" in done.output) == bool(case.note)


def test_as_json_digits_are_one_object(tmp_path: Path) -> None:
    told = json.loads(opened(DATA, data_cases.CASES[1], tmp_path).stdout)
    assert told["train"]["count"] + told["test"]["count"] == 120
    assert told["reading"]["looks_like_digits"]


@pytest.mark.parametrize("case", weight_cases.CASES, ids=lambda case: case.what)
def test_what_comes_of_weights(case: Case, tmp_path: Path) -> None:
    done = opened(WEIGHTS, case, tmp_path)
    if not case.refusal:
        assert json.loads(done.stdout)["accuracy"] >= 0.97
        assert re.search(case.note, done.stderr)


@pytest.mark.parametrize("case", picture_cases.CASES, ids=lambda case: case.what)
def test_what_comes_of_pictures(case: Case, tmp_path: Path) -> None:
    [record] = json.loads(opened(PICTURES, case, tmp_path).stdout)
    assert record["number"] == case.note
    assert record["is_digit"] or len(case.note) > 1


def test_the_page_of_cases_lists_every_case() -> None:
    page = resource("docs/cases.md").read_text(encoding="utf-8")
    rows = [line.split(" | ")[0].removeprefix("| ") for line in page.splitlines()]
    assert [case.what for kind in KINDS for case in kind.cases if case.what not in rows] == []
