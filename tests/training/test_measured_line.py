from mnistgui.training.events import Measured, Metrics
from mnistgui.training.measured_line import measured_line

TRAIN, VALID, TEST = Metrics(0.27241, 0.921), Metrics(0.26, 0.929), Metrics(0.2655, 0.9264)


def line(valid: Metrics | None) -> str:
    return measured_line(Measured(600, 1.0, TRAIN, valid, TEST))


def test_a_line_has_loss_and_accuracy_of_every_part() -> None:
    parts = line(VALID).split("; ")
    assert parts == [
        "epoch 1: train loss 0.2724, accuracy 92.10 %",
        "validation loss 0.2600, accuracy 92.90 %",
        "test loss 0.2655, accuracy 92.64 %",
    ]


def test_a_part_that_is_not_held_back_is_left_out() -> None:
    assert "validation" not in line(None)
    assert line(None).endswith("; test loss 0.2655, accuracy 92.64 %")
