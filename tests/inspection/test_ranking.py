import numpy as np
import pytest

from mnistgui.inspection.ranking import rank_correlation, ranks, roc_curve

RNG = np.random.default_rng(0)


def test_equal_values_share_the_mean_of_their_ranks() -> None:
    assert ranks(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [3.5, 1.0, 3.5, 2.0]


def test_rank_correlation_is_pearsons_of_the_ranks() -> None:
    a = RNG.integers(0, 20, 200).astype(float)
    b = a + RNG.normal(0, 8, 200)
    ranked = [[(one < x).sum() + ((one == x).sum() + 1) / 2 for x in one] for one in (a, b)]
    assert rank_correlation(a, b) == pytest.approx(np.corrcoef(ranked)[0, 1])
    assert rank_correlation(a, -(a**3)) == pytest.approx(-1)
    assert np.isnan(rank_correlation(a, np.zeros(200)))


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    scores = RNG.integers(0, 30, 300).astype(float)
    sought = RNG.random(300) < 0.1 + scores / 60
    high, low = scores[sought][:, None], scores[~sought][None]
    by_pairs = ((high > low) + 0.5 * (high == low)).mean()
    assert roc_curve(scores, sought).area == pytest.approx(by_pairs)


def test_precision_and_recall_at_every_threshold() -> None:
    scores, sought = RNG.integers(0, 9, 100).astype(float), RNG.random(100) < 0.3
    curve = roc_curve(scores, sought)
    assert (curve.false_rate[0], curve.true_rate[0], curve.precision[0]) == (0, 0, 1)
    assert (curve.false_rate[-1], curve.true_rate[-1]) == (1, 1)
    for place, threshold in enumerate(sorted(set(scores), reverse=True), 1):
        found = scores >= threshold
        assert curve.found[place] == found.sum()
        assert curve.precision[place] == pytest.approx(sought[found].mean())
        assert curve.true_rate[place] == pytest.approx(found[sought].mean())
        assert curve.false_rate[place] == pytest.approx(found[~sought].mean())
    assert curve.at(1) == (curve.precision[1], curve.true_rate[1])


@pytest.mark.parametrize("same", [True, False])
def test_all_or_none_sought_is_refused(same: bool) -> None:
    with pytest.raises(ValueError, match="are sought"):
        roc_curve(np.arange(5.0), np.full(5, same))
