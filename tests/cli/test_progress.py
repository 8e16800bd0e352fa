from dataclasses import replace

import pytest

from mnistgui.cli.progress import TrainingProgress
from mnistgui.training.events import Measured, Metrics


def test_what_is_measured_once_more_at_the_end_is_a_line_only_where_it_differs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    last = Measured(1000, 2.0, Metrics(0.3, 0.91), None, Metrics(0.31, 0.9))
    whole = replace(last, train=Metrics(0.32, 0.905))
    with TrainingProgress() as progress:
        for event in (last, last, whole):
            progress.show(event)
    assert capsys.readouterr().err.splitlines() == [
        "epoch 2: train loss 0.3000, accuracy 91.00 %; test loss 0.3100, accuracy 90.00 %",
        "epoch 2: train loss 0.3200, accuracy 90.50 %; test loss 0.3100, accuracy 90.00 %",
    ]
