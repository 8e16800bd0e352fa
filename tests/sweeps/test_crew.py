"""Workers in processes of their own are stopped softly or left alone, and keep secrets."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from mnistgui.data.load import load_dataset
from mnistgui.data.writers import npz
from mnistgui.sweeps.crew import Crew, WorkerProcess
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import StudyPlace, study_place
from mnistgui.sweeps.plan import WorkerPace
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.study import Study
from tests.digits import blob_dataset
from tests.sweeps.studies import small_plan

pytestmark = pytest.mark.slow


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    npz.write(blob_dataset(200, 40), tmp_path / "digits.npz")
    return tmp_path / "digits.npz"


def long_study(tmp_path: Path, digits: Path) -> tuple[StudyPlace, Study]:
    place = study_place(str(tmp_path / "long"))
    dataset = load_dataset(digits)
    base = replace(small_plan(dataset).base, epochs=3000)
    return place, create_study(place, small_plan(dataset, base=base, pace=WorkerPace(1, 5, 1.0)))


def wait_until_running(study: Study) -> None:
    end = time.monotonic() + 60
    while not ResultReader(study).read().counts["running"]:
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_crew_that_is_stopped_keeps_checkpoints(tmp_path: Path, digits: Path) -> None:
    place, study = long_study(tmp_path, digits)
    crew = Crew(place, digits)
    crew.start(1)
    wait_until_running(study)
    time.sleep(0.5)
    crew.stop()
    assert (crew.running, crew.trouble) == (0, None)
    crew.let_go()
    cells = ResultReader(study).read().cells
    study.close()
    assert all(cell.state == "waiting" for cell in cells)
    assert cells[0].run is not None


def test_a_crew_that_is_left_to_itself_goes_on(tmp_path: Path, digits: Path) -> None:
    place, study = long_study(tmp_path, digits)
    crew = Crew(place, digits)
    crew.start(1)
    wait_until_running(study)
    process = crew.workers[0].process
    process_id = process.pid
    crew.let_go()
    time.sleep(2.0)
    assert ResultReader(study).read().counts["running"] == 1
    study.tell_workers("cancel")
    status = Path(f"/proc/{process_id}/stat")
    end = time.monotonic() + 30
    while status.exists() and status.read_text().split()[2] != "Z" and time.monotonic() < end:
        time.sleep(0.1)
    assert ResultReader(study).read().counts["running"] == 0
    study.close()
    process.returncode = None
    assert process.wait(10) == 0


def test_a_password_is_in_no_command_line_and_no_sentence_of_a_worker() -> None:
    pytest.importorskip("psycopg")
    url = "postgresql+psycopg://ann:hunter2@127.0.0.1:1/digits"
    worker = WorkerProcess(StudyPlace(url, "rates"), None)
    place = Path(f"/proc/{worker.process.pid}")
    read = [(place / name).read_bytes() for name in ("cmdline", "environ") if place.exists()]
    assert not any(b"hunter2" in part for part in read)
    worker.process.wait(60)
    assert worker.trouble is not None
    assert "cannot open postgresql+psycopg://ann:***@127.0.0.1:1/digits" in worker.trouble
    assert "hunter2" not in worker.said
    worker.let_go()
