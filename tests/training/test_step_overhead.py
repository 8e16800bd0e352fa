"""A step on a single digit takes a tenth of a millisecond, so every call of a function counts."""

import sys
from itertools import islice
from types import FrameType
from typing import Any

from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.trainer import Trainer


def test_a_step_on_a_single_digit_calls_few_functions() -> None:
    events = iter(Trainer(TrainingConfig(batch_size=1), synthetic_dataset(300, 100)))
    list(islice(events, 10))  # buffers are made by the first steps
    called: list[str] = []

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and "mnistgui" in frame.f_code.co_filename:
            called.append(frame.f_code.co_qualname)

    sys.setprofile(note)
    try:
        list(islice(events, 20))
    finally:
        sys.setprofile(None)
    assert len(called) <= 20 * 90, sorted(called[: len(called) // 20])
