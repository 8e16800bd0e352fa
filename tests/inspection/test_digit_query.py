"""Filters and orders against NumPy written plainly."""

from collections.abc import Callable

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.inspection.digit_history import DigitHistory
from mnistgui.inspection.digit_query import DigitOrder, KnownOfDigits, losses, parse_query
from mnistgui.training.evaluation import DigitReadings

NAMES = tuple("0123456789")
RNG = np.random.default_rng(5)
P = RNG.dirichlet(np.full(10, 0.3), 800).astype(np.float32)
READING = DigitReadings(P, P.argmax(axis=1), RNG.integers(0, 10, 800).astype(np.intp))
LABELS, READ, SURE = READING.targets, READING.predicted, P.max(axis=1)
LOSS = np.array([-np.log(max(float(P[i, LABELS[i]]), 1e-300)) for i in range(800)])

CASES: dict[str, Callable[[], np.ndarray]] = {
    "": lambda: LABELS >= 0,
    "4 as 9": lambda: (LABELS == 4) & (READ == 9),
    "4as9": lambda: (LABELS == 4) & (READ == 9),
    "is 3": lambda: LABELS == 3,
    "as 7": lambda: READ == 7,
    "misread": lambda: LABELS != READ,
    "Right": lambda: LABELS == READ,
    "sure < 60": lambda: 100 * SURE < 60,
    "sure>60 %": lambda: 100 * SURE > 60,
    "loss > 2.5": lambda: LOSS > 2.5,
    "misread, loss < 1": lambda: (LABELS != READ) & (LOSS < 1),
    "is 4, as 9, sure > 50": lambda: (LABELS == 4) & (READ == 9) & (100 * SURE > 50),
    "#42, 7, 799": lambda: np.isin(np.arange(800), [42, 7, 799]),
}


@pytest.mark.parametrize("text", CASES)
def test_conditions_find_what_they_say(text: str) -> None:
    wanted = np.flatnonzero(CASES[text]())
    assert parse_query(text, NAMES).rows(READING).tolist() == wanted.tolist()


def test_orders() -> None:
    query = parse_query("misread", NAMES)
    rows = [i for i in range(800) if LABELS[i] != READ[i]]
    keys: dict[DigitOrder, Callable[[int], float]] = {
        DigitOrder.INDEX: lambda i: i,
        DigitOrder.LOSS: lambda i: -losses(READING)[i],
        DigitOrder.SUREST: lambda i: -SURE[i],
        DigitOrder.LEAST_SURE: lambda i: SURE[i],
        DigitOrder.TRUE: lambda i: LABELS[i],
        DigitOrder.PREDICTED: lambda i: READ[i],
    }
    assert set(keys) == {order for order in DigitOrder if not order.needs_history}
    for order, key in keys.items():
        assert query.rows(READING, order).tolist() == sorted(rows, key=key), order


def test_losses_are_those_of_the_labels() -> None:
    np.testing.assert_allclose(losses(READING), LOSS, rtol=1e-6)


@pytest.mark.parametrize("text", ["4 to 9", "sure = 3", "as 12", "loss", "#", "is x", "4 as"])
def test_what_is_no_condition_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UserError, match="4 as 9, loss > 2"):
        parse_query(text, NAMES)


def test_a_class_that_the_network_does_not_have_is_refused() -> None:
    with pytest.raises(UserError, match="no class 4; accepted are not 3, 3"):
        parse_query("4 as 9", ("not 3", "3"))


def test_flags_and_notes_are_conditions() -> None:
    known = KnownOfDigits(flagged=frozenset({3, 700}), noted=frozenset({700, 12}))
    rows = [
        parse_query(text, NAMES).rows(READING, DigitOrder.INDEX, known).tolist()
        for text in ("flagged", "Noted", "flagged, noted")
    ]
    assert rows == [[3, 700], [12, 700], [700]]
    assert parse_query("flagged", NAMES).rows(READING).tolist() == []


def test_histories_are_conditions_and_an_order() -> None:
    predicted = RNG.integers(0, 10, (5, 800)).astype(np.uint8)
    history = DigitHistory((0, 10, 20, 30, 40), predicted, LABELS)
    known = KnownOfDigits(history=history)
    never = [i for i in range(800) if all(predicted[k, i] != LABELS[i] for k in range(5))]
    late = [i for i in range(800) if all(predicted[k, i] != LABELS[i] for k in (2, 3, 4))]
    counts = [
        sum(predicted[k, i] == LABELS[i] != predicted[k + 1, i] for k in range(4))
        for i in range(800)
    ]
    forgotten = [i for i in range(800) if counts[i]]
    for text, wanted in (("never learnt", never), ("stubborn", late), ("Forgotten", forgotten)):
        query = parse_query(text, NAMES)
        assert query.needs_history
        assert query.rows(READING, DigitOrder.INDEX, known).tolist() == wanted
        with pytest.raises(UserError, match="checkpoints"):
            query.rows(READING)
    order = parse_query("", NAMES).rows(READING, DigitOrder.FORGOTTEN, known).tolist()
    assert order == sorted(range(800), key=lambda i: -counts[i])
    assert DigitOrder.FORGOTTEN.needs_history
