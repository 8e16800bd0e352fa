"""The history of digits against lists written plainly."""

from itertools import pairwise

import numpy as np

from mnistgui.inspection.digit_history import read_history

RNG = np.random.default_rng(3)
STEPS = (0, 5, 9, 20, 40, 41)
PREDICTED = RNG.integers(0, 3, (6, 300))
TARGETS = RNG.integers(0, 3, 300).astype(np.intp)


def test_a_history_says_what_was_learnt_and_forgotten() -> None:
    done: list[tuple[int, int]] = []

    def report(place: int, total: int) -> None:
        done.append((place, total))

    found = read_history(STEPS, PREDICTED.__getitem__, TARGETS, report)
    assert done == [(place, 6) for place in range(6)]
    for i in range(300):
        right = [bool(PREDICTED[k, i] == TARGETS[i]) for k in range(6)]
        assert found.right[:, i].tolist() == right
        times = sum(a and not b for a, b in pairwise(right))
        assert found.forgettings[i] == times
        assert found.forgotten[i] == (times > 0)
        assert found.never_learnt[i] == (not any(right))
        assert found.stubborn[i] == (not any(right[4:]))  # the steps 40 and 41
        since = next((k for k in range(6) if all(right[k:])), None)
        assert found.learnt_at(i) == (None if since is None else STEPS[since])
