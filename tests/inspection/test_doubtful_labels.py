import numpy as np

from mnistgui.inspection.doubtful_labels import SCORES, doubtful_labels
from mnistgui.inspection.trace_run import trace_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.measuring import divide
from mnistgui.training.replay import RunInputs
from tests.digits import blob_dataset

DIGITS = blob_dataset(2000)
NOISY = TrainingConfig(
    hidden=(30,), epochs=3, batch_size=50, label_noise="uniform", noise_share=0.05
)


def test_mixed_up_labels_are_found_by_every_score() -> None:
    traced = trace_run(RunInputs(NOISY, DIGITS), 99)
    found = doubtful_labels(traced, NOISY, DIGITS)
    train, _ = divide(NOISY, DIGITS)
    wrong = train.labels != DIGITS.train.labels[: len(train)]
    assert found.mixed_up.tolist() == wrong.tolist()
    for score in SCORES:
        curve = found.curve(score)
        assert curve is not None
        assert curve.area > 0.9, score
        best = found.most_doubtful(score, 20)
        values = found.scores[score]
        assert values[best].tolist() == sorted(values, reverse=True)[:20]
        precision, recall = curve.at(wrong.sum())
        threshold = np.sort(values)[::-1][wrong.sum() - 1]
        chosen = values >= threshold
        assert precision == wrong[chosen].mean()
        assert recall == chosen[wrong].mean()


def test_without_noise_there_is_no_curve() -> None:
    config = TrainingConfig(hidden=(8,), epochs=1, batch_size=50)
    traced = trace_run(RunInputs(config, DIGITS), 10)
    found = doubtful_labels(traced, config, DIGITS)
    assert found.curve("loss") is None
    assert len(found.most_doubtful("loss", 5)) == 5
