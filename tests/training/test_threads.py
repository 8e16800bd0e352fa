from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
import threadpoolctl

from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Stepped
from mnistgui.training.threads import limited_threads, one_thread_in_passing
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


def threads_in_steps(config: TrainingConfig) -> set[int]:
    trainer = Trainer(config, blob_dataset(n_train=120))
    return {blas_threads() for event in trainer if isinstance(event, Stepped)}


@pytest.mark.parametrize("hidden", [(8,), (600,)])
def test_blas_uses_one_thread_while_a_network_trains(hidden: tuple[int, ...]) -> None:
    config = TrainingConfig(hidden=hidden, batch_size=60, epochs=1, learning_rate=0.01)
    assert threads_in_steps(config) == {1}
    assert blas_threads() == 3


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
