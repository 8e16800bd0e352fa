import pytest

from mnistgui.ui.runs.speed import Speed


def test_speed_is_that_of_the_last_seconds() -> None:
    speed = Speed()
    for second in range(10):
        speed.add_sample(1, 100 * second * second, float(second))
    assert speed.per_second == pytest.approx(1500)


def test_a_slow_run_takes_as_long_as_planned_from_its_first_moment_on() -> None:
    speed = Speed()
    speed.add_sample(1, 0, 0.0, planned=1.0)
    assert speed.seconds_for(90) == 90


def test_time_that_a_step_takes_beyond_the_plan_counts() -> None:
    speed = Speed()
    for step in range(8):
        speed.add_sample(1, step, 2.0 * step, planned=1.0)
    assert speed.seconds_for(10) == pytest.approx(20)


def test_looking_between_two_steps_makes_them_no_slower() -> None:
    speed = Speed()
    for look in range(100):
        speed.add_sample(1, look // 10, look / 10, planned=1.0)
    assert speed.seconds_for(10) == pytest.approx(10, rel=0.03)


def test_another_pace_starts_afresh() -> None:
    speed = Speed()
    speed.add_sample(1, 0, 0.0)
    speed.add_sample(1, 5000, 1.0)
    assert speed.seconds_for(5000) == pytest.approx(1)
    speed.add_sample(1, 5010, 1.1, planned=0.2)
    assert speed.seconds_for(10) == pytest.approx(2)
    speed.add_sample(1, 5020, 2.0)
    assert speed.seconds_for(10) is None


def test_nothing_is_left_to_do_after_the_last_step() -> None:
    assert Speed().seconds_for(0) == 0
    assert Speed().seconds_for(-60) == 0
