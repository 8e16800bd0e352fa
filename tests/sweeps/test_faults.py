"""The storage stops, the disk is full, the network is gone: nothing is lost, nothing is twice."""

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.writers import npz
from mnistgui.errors import UserError
from mnistgui.sweeps import run_store
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import study_place
from mnistgui.sweeps.plan import WorkerPace
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.worker import Worker
from tests.digits import blob_dataset
from tests.sweeps.killed_workers import whats_left
from tests.sweeps.postgres import PASSWORD, Cluster, cluster
from tests.sweeps.studies import small_plan, small_study
from tests.sweeps.victim_worker import tiny_plan, work_on


def test_where_run_files_find_no_room_a_worker_ends_with_a_sentence_and_the_cell_waits(
    tmp_path: Path, small: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = small_study(tmp_path, small)

    def full(path: Path, _: object) -> None:
        raise UserError(f"cannot write {path}: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(run_store, "write_bytes", full)
        with pytest.raises(UserError, match="No space left"):
            Worker(study, small).work()
    assert ResultReader(study).read().counts["waiting"] == 4
    Worker(study, small).work()
    assert whats_left(ResultReader(study).read()).complete == 4


def test_a_study_file_without_room_ends_a_worker_with_a_sentence(
    tmp_path: Path, small: Dataset
) -> None:
    from sqlalchemy import event

    long = replace(small_plan(small).base, epochs=150)
    study = small_study(tmp_path, small, base=long, pace=WorkerPace(1, 3, 20.0))

    def fill(connection: object, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    study.storage.engine.dispose()
    event.listen(study.storage.engine, "connect", fill)
    with pytest.raises(UserError, match="disk is full"):
        Worker(study, small).work()
    event.remove(study.storage.engine, "connect", fill)
    study.close()
    Worker(study, small).work()
    left = whats_left(ResultReader(study).read())
    assert (left.complete, left.lost, left.twice) == (4, 0, 0)


@pytest.mark.slow
def test_a_server_that_is_restarted_costs_no_cell(tmp_path: Path, postgres: Cluster) -> None:
    place = study_place("restarted", postgres.url)
    study = create_study(place, replace(tiny_plan(8, 200), artifacts=str(tmp_path / "runs")))
    worker = multiprocessing.get_context("spawn").Process(
        target=work_on, args=(place.url, place.name), daemon=True
    )
    worker.start()
    reader = ResultReader(study)
    while not reader.read().ended:
        time.sleep(0.1)
    postgres.stop()
    time.sleep(4.0)  # longer than the grace period: nobody may be taken for dead
    postgres.start()
    worker.join(60)
    assert worker.exitcode == 0
    left = whats_left(study.storage.patiently(reader.read))
    study.close()
    assert (left.complete, left.lost, left.twice, left.trials) == (8, 0, 0, 8)


def run(*words: str) -> None:
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode:
        raise OSError(done.stderr)


@contextmanager
def two_machines() -> Iterator[tuple[str, str, str]]:
    """Three networks: two machines, and a server with a cable to each."""
    names = tuple(f"mg{os.getpid() % 100_000}{letter}" for letter in "abs")
    server = names[2]
    made: list[str] = []
    try:
        for name in names:
            run("ip", "netns", "add", name)
            made.append(name)
            run("ip", "-n", name, "link", "set", "lo", "up")
        for number, name in enumerate(names[:2], 1):
            ends = (f"v{name}"[:15], f"w{name}"[:15])
            run("ip", "-n", name, "link", "add", ends[0], "type", "veth", "peer", "name", ends[1])
            run("ip", "-n", name, "link", "set", ends[1], "netns", server)
            for space, end, last in ((name, ends[0], 2), (server, ends[1], 1)):
                run("ip", "-n", space, "addr", "add", f"10.231.{number}.{last}/24", "dev", end)
                run("ip", "-n", space, "link", "set", end, "up")
        yield names[0], names[1], server
    except OSError as fault:
        pytest.skip(f"networks of one's own are not allowed here: {fault}")
    finally:
        for name in made:
            subprocess.run(["ip", "netns", "del", name], check=False)  # noqa: S607


@pytest.mark.slow
def test_two_machines_finish_a_study_together_though_one_loses_its_network(
    tmp_path: Path,
) -> None:
    if shutil.which("ip") is None:
        pytest.skip("needs ip: apt-get install iproute2")
    npz.write(blob_dataset(), tmp_path / "digits.npz")
    with two_machines() as (first, second, server), cluster(server) as postgres:

        def mnistgui(space: str, host: str, *words: str) -> "subprocess.Popen[str]":
            within = ["ip", "netns", "exec", space, sys.executable, "-m", "mnistgui", "sweep"]
            return subprocess.Popen(
                [*within, *words],
                env={**os.environ, "MNISTGUI_STORAGE": postgres.url_at(host)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )

        data = ("--data", str(tmp_path / "digits.npz"))
        grid = ("--grid", "learning_rate=0.1,0.2,0.3,0.4,0.5,0.6", "--seeds", "2")
        pace = ("--heartbeat", "1", "--grace", "5", "--set", "epochs=150", "--set", "hidden=16")
        made = mnistgui(
            *(first, "10.231.1.1", "new", "both", *data, *grid, *pace),
            *("--artifacts", str(tmp_path / "runs")),
        )
        told = made.communicate(timeout=60)
        assert made.returncode == 0, told
        workers = [
            mnistgui(first, "10.231.1.1", "work", "both", *data),
            mnistgui(second, "10.231.2.1", "work", "both", *data),
        ]
        time.sleep(6.0)
        cable = f"v{second}"[:15]
        run("ip", "-n", second, "link", "set", cable, "down")
        time.sleep(2.0)
        run("ip", "-n", second, "link", "set", cable, "up")
        said = "".join("".join(worker.communicate(timeout=120)) for worker in workers)
        assert [worker.returncode for worker in workers] == [0, 0], said
        shown = mnistgui(first, "10.231.1.1", "show", "both", "--json")
        found = json.loads(shown.communicate(timeout=60)[0])
    assert (found["cells"], found["complete"]) == (12, 12)
    assert PASSWORD not in said
    assert len({row["worker"] for row in found["cells_table"]}) == 2
    assert not any(PASSWORD in path.read_text("latin-1") for path in (tmp_path / "runs").iterdir())
