import csv
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.history_export import joined, save_history_csv, save_tensorboard
from mnistgui.files.run import SavedRun
from mnistgui.training.history import History
from tests.files.runs import CONFIG, trained


@pytest.fixture(scope="module")
def run() -> SavedRun:
    return trained(replace(CONFIG, metrics_every=4))


def test_the_table_has_a_row_per_step_and_keeps_every_bit(tmp_path: Path, run: SavedRun) -> None:
    save_history_csv(tmp_path / "history.csv", run.history)
    with (tmp_path / "history.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    steps = run.history["steps"]
    # Measured before the first step, too.
    assert [int(row["step"]) for row in rows] == [0, *steps["step"]]
    found = np.array([row["batch_loss"] for row in rows[1:]], np.float32)
    np.testing.assert_array_equal(found, steps["loss"])
    measured = [float(row["test_accuracy"]) for row in rows if row["test_accuracy"]]
    np.testing.assert_array_equal(measured, run.history["measured"]["test_accuracy"])
    assert rows[0]["batch_loss"] == ""


def test_an_empty_history_has_a_header_only(tmp_path: Path) -> None:
    history = {
        name: {column: table[column] for column in table.names()}
        for name, table in History().tables().items()
    }
    save_history_csv(tmp_path / "history.csv", history)
    (header,) = (tmp_path / "history.csv").read_text().splitlines()
    assert header.startswith("step,batch_loss,batch_accuracy,learning_rate,epoch,train_loss")


def test_tensorboard_finds_every_number(tmp_path: Path, run: SavedRun) -> None:
    pytest.importorskip("tensorboardX")
    event_pb2 = pytest.importorskip("tensorboardX.proto.event_pb2")
    save_tensorboard(tmp_path / "events", run.history)
    (file,) = (tmp_path / "events").iterdir()
    data = file.read_bytes()
    found: dict[tuple[str, int], float] = {}
    while data:
        # A record is its length, a checksum, an event and another checksum.
        (size,) = struct.unpack("<Q", data[:8])
        event = event_pb2.Event.FromString(data[12 : 12 + size])
        found |= {(value.tag, event.step): value.simple_value for value in event.summary.value}
        data = data[16 + size :]
    for step, loss in zip(*(run.history["steps"][k] for k in ("step", "loss")), strict=True):
        assert found["loss/batch", step] == loss
    numbers = sum(
        int(np.isfinite(values).sum())
        for name, values in joined(run.history).items()
        if name != "step"
    )
    assert len(found) == numbers
    with pytest.raises(UserError, match="not empty"):
        save_tensorboard(tmp_path / "events", run.history)


def test_tensorboard_takes_no_file_for_a_folder(tmp_path: Path, run: SavedRun) -> None:
    pytest.importorskip("tensorboardX")
    kept = tmp_path / "curves.tensorboard"
    kept.write_text("somebody's")
    with pytest.raises(UserError, match="is a file; a new or empty folder is accepted"):
        save_tensorboard(kept, run.history)
    assert kept.read_text() == "somebody's"
