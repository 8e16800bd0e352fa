from pathlib import Path

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.sweeps.cell_queue import claim_cell, enqueue_missing, put_back
from mnistgui.sweeps.claim import ClaimLostError
from mnistgui.sweeps.result_reader import ResultReader
from tests.sweeps.studies import small_study


def test_who_was_taken_for_dead_can_change_nothing_more(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small)
    claim = claim_cell(study)
    assert claim is not None
    put_back(study, claim.trial_id)
    with pytest.raises(ClaimLostError):
        claim.keep("late.h5")
    with pytest.raises(ClaimLostError):
        claim.report(1, 0.5)
    with pytest.raises(ClaimLostError):
        claim.complete(0.9, {})
    assert ResultReader(study).read().counts["complete"] == 0


def test_a_cell_that_fails_by_its_own_fault_is_not_tried_again(
    tmp_path: Path, small: Dataset
) -> None:
    study = small_study(tmp_path, small)
    claim = claim_cell(study)
    assert claim is not None
    claim.give_up("too wide")
    assert enqueue_missing(study) == 0
    cell = ResultReader(study).read().cells[0]
    assert (cell.state, cell.error) == ("failed", "too wide")
