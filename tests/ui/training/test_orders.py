import threading
import time
from collections.abc import Callable

import pytest

from mnistgui.training.events import EpochEnded, Event, Finished, Stepped
from mnistgui.ui.training.orders import Order, Orders
from mnistgui.ui.training.pace import FULL_SPEED, WATCH, Pace, PaceKind

STEPPED = Stepped(1, 1, 2.3, 0.1, 0.1, 100)
EPOCH = EpochEnded(1, 10, 0.1, 1000)


def unasked() -> None:
    pytest.fail("there was nothing to wait for")


def noted(orders: Orders, event: Event) -> Order:
    orders.pause_after(event)
    return orders.order


def test_one_batch_pauses_after_one_step() -> None:
    orders = Orders(Order.ONE_BATCH)
    assert noted(orders, EPOCH) is Order.ONE_BATCH
    assert noted(orders, STEPPED) is Order.PAUSE


def test_one_epoch_pauses_at_its_end() -> None:
    orders = Orders(Order.ONE_EPOCH)
    assert noted(orders, STEPPED) is Order.ONE_EPOCH
    assert noted(orders, EPOCH) is Order.PAUSE


def test_running_does_not_pause() -> None:
    orders = Orders(Order.RUN)
    for event in (STEPPED, EPOCH, Finished("epochs", 1, 1, 0.1, 100)):
        orders.pause_after(event)
    assert orders.order is Order.RUN


def test_stop_cannot_be_taken_back() -> None:
    orders = Orders(Order.RUN)
    orders.set_order(Order.STOP)
    orders.set_order(Order.RUN)
    assert not orders.wait_while_paused(unasked)


def test_waiting_ends_when_an_order_comes() -> None:
    orders = Orders(Order.PAUSE)
    answers: list[bool] = []
    waiting = threading.Thread(
        target=lambda: answers.append(orders.wait_while_paused(lambda: None))
    )
    waiting.start()
    time.sleep(0.05)
    assert not answers
    orders.set_order(Order.ONE_BATCH)
    waiting.join(timeout=60)
    assert answers == [True]


def test_what_is_to_come_before_a_wait_does() -> None:
    orders = Orders(Order.PAUSE)
    assert orders.wait_while_paused(lambda: orders.set_order(Order.RUN))
    assert orders.wait_while_paused(unasked)


def test_changed_settings_are_taken_once_and_together() -> None:
    orders = Orders(Order.RUN)
    orders.change({"learning_rate": 0.5})
    orders.change({"momentum": 0.1, "learning_rate": 0.25})
    assert orders.pop_changes() == {"learning_rate": 0.25, "momentum": 0.1}
    assert orders.pop_changes() == {}


def test_running_on_needs_no_look_until_an_order_comes() -> None:
    orders = Orders(Order.RUN)
    looks = [orders.urgent]
    orders.change({"learning_rate": 0.5})
    looks.append(orders.urgent)
    orders.pop_changes()
    looks.append(orders.urgent)
    orders.set_order(Order.PAUSE)
    looks.append(orders.urgent)
    assert looks == [False, True, False, True]


@pytest.mark.parametrize("order", [Order.ONE_BATCH, Order.ONE_EPOCH, Order.PAUSE])
def test_every_event_is_looked_at_unless_running_on(order: Order) -> None:
    assert Orders(order).urgent


def test_every_event_is_looked_at_unless_at_full_speed() -> None:
    orders = Orders(Order.RUN, WATCH)
    looks = [orders.urgent]
    orders.set_pace(FULL_SPEED)
    looks.append(orders.urgent)
    orders.set_pace(WATCH)
    looks.append(orders.urgent)
    assert looks == [True, False, True]


@pytest.mark.parametrize(
    "change",
    [
        lambda orders: orders.set_order(Order.PAUSE),
        lambda orders: orders.set_order(Order.STOP),
        lambda orders: orders.set_order(Order.ONE_EPOCH),
        lambda orders: orders.set_pace(FULL_SPEED),
        lambda orders: orders.set_pace(Pace(PaceKind.SLOW, 2)),
    ],
)
def test_an_order_or_another_pace_ends_a_sleep(change: Callable[[Orders], None]) -> None:
    slow = Pace(PaceKind.SLOW, 1)
    orders = Orders(Order.RUN, slow)
    awake = threading.Event()

    def sleep() -> None:
        orders.sleep_until(time.monotonic() + 1000, slow)
        awake.set()

    sleeping = threading.Thread(target=sleep)
    sleeping.start()
    assert not awake.wait(0.05)
    change(orders)
    assert awake.wait(60)
    sleeping.join()


def test_what_was_ordered_just_before_a_sleep_keeps_from_it() -> None:
    slow = Pace(PaceKind.SLOW, 1)
    orders = Orders(Order.RUN, slow)
    orders.set_order(Order.PAUSE)
    orders.sleep_until(time.monotonic() + 1000, slow)
    orders.set_order(Order.RUN)
    orders.set_pace(FULL_SPEED)
    orders.sleep_until(time.monotonic() + 1000, slow)
