from mnistgui.training.state import Progress


def test_steps_are_counted_until_the_epoch_ends() -> None:
    progress = Progress(0.1)
    progress.count_step(10, 2.0)
    progress.count_step(30, 1.0)
    assert (progress.step, progress.position, progress.samples) == (2, 40, 40)
    assert progress.end_epoch() == 1.25
    assert (progress.epoch, progress.position, progress.epoch_cost) == (1, 0, 0.0)
    assert (progress.step, progress.samples) == (2, 40)
