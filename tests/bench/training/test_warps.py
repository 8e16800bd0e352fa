import json
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from mnistgui.bench.training.cases import CASES, Case
from mnistgui.bench.training.warps import epochs, warp_costs
from mnistgui.cli import main
from mnistgui.training.trainer import Trainer
from tests.data.layouts import write_idx
from tests.digits import blob_dataset

SMALL = (Case((), 50), Case((8,), 20))


def test_an_epoch_passes_with_its_evaluation() -> None:
    trainer = Trainer(SMALL[0].config(3), blob_dataset())
    found = list(epochs(trainer))
    assert len(found) == 3
    assert all(0 < one.learning < one.passed for one in found)
    assert sum(one.learning for one in found) == pytest.approx(trainer.progress.seconds)


def test_each_case_is_timed_with_and_without() -> None:
    told: list[tuple[int, int]] = []
    costs = warp_costs(blob_dataset(), 2, SMALL, watch=lambda *now: told.append(now))
    assert [cost.name for cost in costs] == ["784-10/50", "784-8-10/20"]
    assert told == [(i, 8) for i in range(1, 9)]
    assert all(min(list(asdict(cost).values())[1:]) > 0 for cost in costs)


def test_the_command_tells_every_case(tmp_path: Path) -> None:
    data = write_idx(tmp_path, blob_dataset(1600))
    args = ["bench", "warps", "--rounds", "1", "--data", str(data)]
    result = CliRunner().invoke(main, [*args, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    cases = json.loads(result.stdout)["cases"]
    assert [case["name"] for case in cases] == [case.name for case in CASES]
    assert set(cases[0]) == {
        "name", "seconds", "ratio", "ratio_with_evaluation", "first_epoch_ratio"
    }  # fmt: skip
    lines = CliRunner().invoke(main, args, catch_exceptions=False).stdout.splitlines()
    assert [line.split("/")[0] for line in lines] == [case.name.split("/")[0] for case in CASES]
