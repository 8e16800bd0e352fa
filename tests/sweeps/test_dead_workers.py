from mnistgui.sweeps.dead_workers import DeadWorkers
from mnistgui.sweeps.plan import WorkerPace
from mnistgui.sweeps.queries import Sign

PACE = WorkerPace(heartbeat_seconds=10, grace_seconds=60)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def watching() -> tuple[DeadWorkers, Clock]:
    clock = Clock()
    return DeadWorkers(PACE, clock), clock


def test_a_worker_that_is_silent_for_the_grace_period_is_dead() -> None:
    watch, clock = watching()
    assert watch.dead([Sign(1, "12:00:00", 3.0)]) == []
    clock.now += 59
    assert watch.dead([Sign(1, "12:00:00", 30.0)]) == []
    clock.now += 1
    assert watch.dead([Sign(1, "12:00:00", 30.0)]) == [1]


def test_a_worker_whose_heart_beats_is_alive_though_the_clock_was_set_forward() -> None:
    watch, clock = watching()
    for beat in range(20):
        assert watch.dead([Sign(1, f"12:00:{beat}", 3600.0)]) == []
        clock.now += 10


def test_a_worker_that_died_is_found_though_the_clock_was_set_back() -> None:
    watch, clock = watching()
    watch.dead([Sign(1, "13:00:00", -3600.0)])
    clock.now += 21  # a heartbeat from the future is no heartbeat, but is watched for two beats
    assert watch.dead([Sign(1, "13:00:00", -3600.0)]) == [1]


def test_a_worker_that_died_long_ago_is_found_in_two_heartbeats() -> None:
    watch, clock = watching()
    assert watch.dead([Sign(1, "12:00:00", 9999.0)]) == []
    clock.now += 21
    assert watch.dead([Sign(1, "12:00:00", 9999.0)]) == [1]


def test_nobody_died_while_the_storage_did_not_answer() -> None:
    watch, clock = watching()
    watch.dead([Sign(1, "12:00:00", 3.0)])
    clock.now += 600
    watch.forget()
    assert watch.dead([Sign(1, "12:00:00", 3.0)]) == []


def test_a_trial_without_any_sign_of_life_is_dead_in_the_end() -> None:
    watch, clock = watching()
    assert watch.dead([Sign(1, "", None)]) == []
    clock.now += 60
    assert watch.dead([Sign(1, "", None)]) == [1]
