import contextlib
import threading
import warnings
from functools import partial

import numpy as np
import pytest

from mnistgui.nn.pool import Pool


def our_threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("block-")]


def test_every_task_is_done_once_however_many_help() -> None:
    for helpers in (0, 1, 3, 7):
        pool, done = Pool(), list[int]()
        with pool.open():
            pool.helpers = helpers
            for _ in range(20):
                pool.run([partial(done.append, i) for i in range(5)])
        assert sorted(done) == sorted([*range(5)] * 20)


def test_helpers_work_beside_the_caller() -> None:
    pool, both, names = Pool(), threading.Barrier(2, timeout=10), set[str]()

    def meet() -> None:
        names.add(threading.current_thread().name)
        both.wait()

    with pool.open():
        pool.helpers = 1
        pool.run([meet, meet])
    assert names == {threading.current_thread().name, "block-1"}


def test_no_thread_outlives_the_pool() -> None:
    pool = Pool()
    with pool.open():
        pool.helpers = 3
        pool.run([lambda: None] * 8)
        assert our_threads() == ["block-1", "block-2", "block-3"]
    assert not our_threads()
    pool.run([lambda: None] * 8)
    assert not our_threads()
    with contextlib.suppress(ZeroDivisionError), pool.open():
        pool.run([lambda: None] * 8)
        raise ZeroDivisionError
    assert not our_threads()


@pytest.mark.parametrize("by_helper", [False, True])
def test_what_a_task_raises_reaches_the_caller(by_helper: bool) -> None:
    pool, both, caller = Pool(), threading.Barrier(2, timeout=10), threading.current_thread()

    def fail() -> None:
        both.wait()
        if (threading.current_thread() is not caller) == by_helper:
            raise ZeroDivisionError("of a block")

    with pool.open():
        pool.helpers = 1
        with pytest.raises(ZeroDivisionError, match="of a block"):
            pool.run([fail, fail])
        done: list[int] = []
        pool.run([partial(done.append, i) for i in range(4)])
        assert sorted(done) == [0, 1, 2, 3]


def test_after_a_fault_no_task_is_begun_any_more() -> None:
    pool, done = Pool(), list[int]()

    def fail() -> None:
        raise ZeroDivisionError

    with pool.open():
        pool.helpers = 1
        with pytest.raises(ZeroDivisionError):
            pool.run([fail, fail, *(partial(done.append, i) for i in range(100))])
    assert len(done) < 100


def test_helpers_warn_of_nothing_that_whoever_trains_finds_in_the_loss() -> None:
    pool, both = Pool(), threading.Barrier(2, timeout=10)

    def overflow() -> None:
        both.wait()
        with np.errstate() if threading.current_thread().name == "block-1" else _quiet():
            np.exp(np.full(3, 1e4))

    with warnings.catch_warnings(), pool.open():
        warnings.simplefilter("error")
        pool.helpers = 1
        pool.run([overflow, overflow])


def _quiet() -> np.errstate:
    return np.errstate(over="ignore")
