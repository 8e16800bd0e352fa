from pathlib import Path

import pytest

from tests.fuzz import worker
from tests.fuzz.__main__ import judged, run
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS
from tests.fuzz.worker import Outcome, random_case


def test_cases_depend_on_their_seed_alone() -> None:
    assert random_case(7) == random_case(7)
    assert random_case(7) != random_case(8)


def test_whatever_escapes_an_importer_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_folder: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(worker, "TARGETS", (Target("faulty", lambda _: None, read),))
    outcome = worker.attack(0, {Path("file"): b"content"}, random_case(0), tmp_path / "case")
    assert "ZeroDivisionError" in judged(outcome)


@pytest.mark.parametrize(
    ("outcome", "fault"),
    [
        (Outcome(loaded=True, seconds=1.9, megabytes=299), ""),
        (Outcome(loaded=True, seconds=2.1, megabytes=10), "took 2.1 seconds"),
        (Outcome(loaded=False, seconds=0.1, megabytes=301), "used 301 MB"),
    ],
)
def test_slow_and_hungry_importers_are_faulty(outcome: Outcome, fault: str) -> None:
    assert judged(outcome) == fault


def test_a_short_run_reaches_every_importer(tmp_path: Path) -> None:
    tallies = run(0.0, 0, tmp_path, tmp_path / "kept", least=2 * len(TARGETS))
    assert [tally.name for tally in tallies] == [target.name for target in TARGETS]
    assert all(tally.cases for tally in tallies)
    assert [fault for tally in tallies for fault in tally.faults] == []
