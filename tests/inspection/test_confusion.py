import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.inspection.confusion import Confusion, confusion_matrix

Read = tuple[int, np.ndarray, np.ndarray]


@st.composite
def readings(draw: st.DrawFn) -> Read:
    """A number of classes, true classes, and classes that were read."""
    n = draw(st.integers(1, 10))
    one = st.integers(0, n - 1)
    pairs = draw(st.lists(st.tuples(one, one), max_size=60))
    both = np.array(pairs, np.intp).reshape(-1, 2)
    return n, both[:, 0], both[:, 1]


def matrix(read: Read) -> Confusion:
    n, targets, predicted = read
    return confusion_matrix(targets, predicted, n)


@given(readings())
def test_counts_are_those_of_plain_numpy(read: Read) -> None:
    n, targets, predicted = read
    wanted = [[np.sum((targets == i) & (predicted == j)) for j in range(n)] for i in range(n)]
    found = matrix(read)
    np.testing.assert_array_equal(found.counts, wanted)
    np.testing.assert_array_equal(found.class_sizes, [np.sum(targets == i) for i in range(n)])
    wrong = targets != predicted
    np.testing.assert_array_equal(found.misread, [np.sum(wrong[targets == i]) for i in range(n)])


@given(readings())
def test_rates_are_means_over_the_digits_of_a_class(read: Read) -> None:
    n, targets, predicted = read
    rates = matrix(read).rates
    for i in range(n):
        of_class = predicted[targets == i]
        if of_class.size:
            wanted = [np.mean(of_class == j) for j in range(n)]
            np.testing.assert_allclose(rates[i], wanted, rtol=1e-12)
        else:
            assert np.isnan(rates[i]).all()


@given(readings())
def test_classes_are_ordered_by_the_share_that_is_misread(read: Read) -> None:
    n, targets, predicted = read
    order = matrix(read).order_by_errors()
    assert sorted(order.tolist()) == list(range(n))
    sizes = np.bincount(targets, minlength=n)[order]
    filled = order[sizes > 0]
    assert (sizes[len(filled) :] == 0).all()
    errors = [(-np.mean(predicted[targets == i] != i), i) for i in filled]
    assert errors == sorted(errors)


@given(readings(), st.integers(0, 8))
def test_the_most_confused_pairs_are_counted_one_by_one(read: Read, count: int) -> None:
    _, targets, predicted = read
    found = matrix(read).most_confused(count)
    pairs = {(int(t), int(p)) for t, p in zip(targets, predicted, strict=True) if t != p}
    counts = {(t, p): int(np.sum((targets == t) & (predicted == p))) for t, p in pairs}
    assert len(found) == min(count, len(pairs))
    assert all(one.count == counts[one.true, one.predicted] for one in found)
    assert all(one.rate == one.count / np.sum(targets == one.true) for one in found)
    assert [one.count for one in found] == sorted(counts.values(), reverse=True)[: len(found)]


def test_of_equally_many_the_larger_rate_comes_first() -> None:
    found = Confusion(np.array([[9, 2, 0], [0, 1, 2], [0, 0, 0]])).most_confused(2)
    assert [(one.true, one.predicted) for one in found] == [(1, 2), (0, 1)]
    assert [one.rate for one in found] == [2 / 3, 2 / 11]


@pytest.mark.parametrize(("true", "predicted"), [(2, 0), (0, 2), (-1, 0)])
def test_a_class_that_does_not_exist_is_refused(true: int, predicted: int) -> None:
    with pytest.raises(ValueError, match="there are 2"):
        confusion_matrix(np.array([0, true]), np.array([0, predicted]), 2)


def test_arrays_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        confusion_matrix(np.array([0, 1]), np.array([0]), 2)


@given(readings())
def test_precision_and_recall_are_those_of_plain_numpy(read: Read) -> None:
    n, targets, predicted = read
    found = matrix(read)
    for i in range(n):
        for values, chosen in ((found.recall, targets == i), (found.precision, predicted == i)):
            if chosen.any():
                right = (targets[chosen] == i) & (predicted[chosen] == i)
                assert values[i] == pytest.approx(right.mean())
            else:
                assert np.isnan(values[i])
