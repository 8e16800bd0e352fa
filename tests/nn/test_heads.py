import numpy as np
import pytest

from mnistgui.nn.heads import Head, Logistic, Softmax, log_odds, log_odds_slopes


@pytest.mark.parametrize("head", [Softmax(), Logistic(2)])
def test_log_odds_are_those_of_the_probabilities(head: Head) -> None:
    logits = np.random.default_rng(1).normal(0, 2, (20, head.units))
    p = head.probabilities(logits)
    assert log_odds(logits) == pytest.approx(np.log(p / (1 - p)), abs=1e-9)


def test_log_odds_do_not_saturate() -> None:
    logits = np.zeros((1, 10), np.float32)
    logits[0, 3] = 1e4
    found = log_odds(logits)
    assert np.isfinite(found).all()
    assert found[0, 3] == pytest.approx(1e4 - np.log(9))


@pytest.mark.parametrize("units", [1, 10])
def test_slopes_are_those_of_differences(units: int) -> None:
    rng = np.random.default_rng(2)
    logits = rng.normal(0, 2, (1, units))
    step = 1e-6 * np.eye(units)
    numeric = (log_odds(logits + step) - log_odds(logits - step)).T / 2e-6
    assert log_odds_slopes(logits) == pytest.approx(numeric, abs=1e-8)
