from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
import threadpoolctl

from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Stepped
from mnistgui.training.model import make_network
from mnistgui.training.summary import Outcome, summary
from mnistgui.training.threads import (
    ALL_THREADS,
    limited_threads,
    one_thread_in_passing,
    products_threads,
    spare_threads,
    threads_beside,
)
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset


def blas_threads() -> int:
    return max(
        int(pool["num_threads"])
        for pool in threadpoolctl.threadpool_info()
        if pool["user_api"] == "blas"
    )


@pytest.fixture(autouse=True)
def three_threads() -> Iterator[None]:
    """A number of their own, lest a machine of one core prove nothing."""
    with threadpoolctl.threadpool_limits(3, user_api="blas"):
        yield


def test_large_products_alone_are_shared_out() -> None:
    network = make_network(TrainingConfig(hidden=(512, 768)))
    assert products_threads(network, 128) is None
    assert products_threads(network, 10) == 1


@pytest.mark.parametrize(
    ("others", "processors", "threads"),
    [
        (None, 2, ALL_THREADS),
        (0.0, 2, ALL_THREADS),
        (0.2, 2, ALL_THREADS),
        (0.3, 2, 1),
        (1.0, 2, 1),
        (7.9, 2, 1),
        (1.0, 8, 7),
        (2.5, 8, 5),
        (1.0, 1, 1),
    ],
)
def test_processors_that_others_use_are_left_to_them(
    others: float | None, processors: int, threads: int
) -> None:
    assert threads_beside(others, processors) == threads


def test_the_machine_is_looked_at_only_where_several_threads_are_worth_it() -> None:
    network = make_network(TrainingConfig(hidden=(512, 768)))

    def never() -> float | None:
        pytest.fail("one thread is enough")

    assert spare_threads(network, 10, never) == ALL_THREADS
    assert spare_threads(network, 128, lambda: 50.0) == 1


LARGE = TrainingConfig(hidden=(512,), batch_size=60, epochs=2, learning_rate=0.01)


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Pretends that others keep so many processors busy."""

    def use(others: float) -> None:
        def chosen(network: Network, rows: int) -> int:
            return spare_threads(network, rows, lambda: others)

        monkeypatch.setattr("mnistgui.training.learner.spare_threads", chosen)

    return use


def threads_in_steps(trainer: Trainer) -> set[int]:
    return {blas_threads() for event in trainer if isinstance(event, Stepped)}


def test_a_large_network_takes_one_thread_beside_other_work(
    busy: Callable[[float], None],
) -> None:
    digits = blob_dataset(n_train=120)
    busy(1000.0)
    trainer = Trainer(LARGE, digits)
    assert threads_in_steps(trainer) == {1}
    assert summary(trainer, Outcome())["threads"] == 1
    busy(0.0)
    calm = Trainer(LARGE, digits)
    assert threads_in_steps(calm) == {3}
    assert summary(calm, Outcome())["threads"] is None


def test_a_run_goes_on_with_the_threads_it_began_with_however_busy_the_machine(
    busy: Callable[[float], None],
) -> None:
    digits = blob_dataset(n_train=120)
    busy(1000.0)
    whole = Trainer(LARGE, digits)
    list(whole)
    begun = Trainer(LARGE, digits)
    for event in begun:
        if isinstance(event, Stepped):
            break
    busy(0.0)
    resumed = Trainer(LARGE, digits, begun.state())
    assert threads_in_steps(resumed) == {1}
    assert resumed.snapshot().sha256() == whole.snapshot().sha256()


def test_within_a_block_products_use_so_many_threads() -> None:
    with limited_threads(2):
        assert blas_threads() == 2
    assert blas_threads() == 3


def test_overlapping_blocks_leave_the_number_as_it_was_in_whatever_order_they_end() -> None:
    first, second = ExitStack(), ExitStack()
    first.enter_context(limited_threads(1))
    second.enter_context(limited_threads(2))
    assert blas_threads() == 1
    first.close()
    assert blas_threads() == 2
    second.close()
    assert blas_threads() == 3


def test_each_thread_has_its_block_whichever_set_the_number_before() -> None:
    # Each goes on living, as a thread of Qt's does in Python's eyes.
    def within(number: int) -> int:
        with limited_threads(number):
            return blas_threads()

    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
        numbers = (1, 2, 1, 2)
        pools = (first, second, second, first)
        found = [
            pool.submit(within, number).result()
            for pool, number in zip(pools, numbers, strict=True)
        ]
        assert found == list(numbers)
        assert blas_threads() == 3
        assert within(1) == 1


def test_none_leaves_the_number_that_another_block_chose() -> None:
    with limited_threads(1), limited_threads(None):
        assert blas_threads() == 1


def test_who_trains_in_passing_leaves_the_number_to_a_run() -> None:
    trainer = Trainer(TrainingConfig(hidden=(8,)), blob_dataset())
    trainer.threads.in_passing = True
    events = iter(trainer)
    next(events)
    assert blas_threads() == 1
    with limited_threads(None):  # as a run of large products has it
        assert blas_threads() == 3
        next(events)
        assert blas_threads() == 3
    assert blas_threads() == 1
    events.close()
    assert blas_threads() == 3


def test_in_passing_there_is_one_thread() -> None:
    with one_thread_in_passing():
        assert blas_threads() == 1
    assert blas_threads() == 3


def test_a_run_that_begins_meanwhile_has_the_threads_it_chose() -> None:
    with one_thread_in_passing():
        with limited_threads(None):
            assert blas_threads() == 3
        with limited_threads(2):
            assert blas_threads() == 2
        assert blas_threads() == 1


def test_a_block_that_fails_gives_its_threads_back() -> None:
    with pytest.raises(ValueError, match="of it"), limited_threads(1):
        raise ValueError("of it")
    assert blas_threads() == 3
