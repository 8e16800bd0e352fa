import importlib.util
import resource
import time
from pathlib import Path

import pytest

from mnistgui.bench.training.busy import busy_processes
from mnistgui.bench.training.cases import CASES, Case
from mnistgui.bench.training.contender_process import ContenderProcess, write_digits
from mnistgui.bench.training.contenders import CONTENDERS
from mnistgui.errors import UserError
from tests.digits import blobs

OWN = ["ours", "floor", "floor, all threads"]


def test_the_cases_are_named_by_their_layers_and_batch() -> None:
    names = [case.name for case in CASES]
    assert names[0] == "784-10/100"
    assert names[-1] == "784-512-768-10/128"


@pytest.mark.parametrize("name", OWN)
def test_a_contender_takes_time_for_an_epoch(name: str) -> None:
    epoch = CONTENDERS[name](Case((10,), 20), blobs(200))
    assert epoch() > 0
    assert epoch() > 0


def test_a_racer_answers_from_a_process_of_its_own(tmp_path: Path) -> None:
    write_digits(tmp_path / "digits.npz", blobs(300))
    with ContenderProcess("ours", 0, tmp_path / "digits.npz") as process:
        assert process.epoch() > 0
        assert process.epoch() > 0


def test_busy_processes_compute_until_the_end_of_the_block() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with busy_processes(2):
        time.sleep(0.3)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > before
    with busy_processes(0):
        pass


def test_a_racer_that_cannot_start_is_told_in_a_sentence(tmp_path: Path) -> None:
    with (
        ContenderProcess("ours", 0, tmp_path / "absent.npz") as process,
        pytest.raises(UserError, match="could not be timed"),
    ):
        process.epoch()


@pytest.mark.parametrize(
    ("name", "library"),
    [("sklearn, 1 thread", "sklearn"), ("torch, 1 thread", "torch"), ("jax", "jax")],
)
def test_a_contender_of_another_program(name: str, library: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    write_digits(tmp_path / "digits.npz", blobs(300))
    with ContenderProcess(name, 1, tmp_path / "digits.npz") as process:
        assert process.epoch() > 0
