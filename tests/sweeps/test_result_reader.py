from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.sweeps.cell_queue import claim_cell
from mnistgui.sweeps.result_reader import ResultReader
from tests.sweeps.studies import small_study


def test_a_cell_whose_worker_gives_no_sign_of_life_is_not_said_to_run(
    tmp_path: Path, small: Dataset
) -> None:
    from sqlalchemy import text

    study = small_study(tmp_path, small)
    claim = claim_cell(study)
    assert claim is not None
    assert ResultReader(study).read().counts["running"] == 1
    for when in ("-1 hour", "+1 hour"):  # long dead; or the clock was set back since
        with study.storage.engine.begin() as connection:
            connection.execute(
                text("UPDATE trial_heartbeats SET heartbeat = datetime('now', :when)"),
                {"when": when},
            )
        found = ResultReader(study).read().counts
        assert (found["running"], found["waiting"]) == (0, 4)
