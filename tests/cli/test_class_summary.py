import click
import numpy as np
import pytest
from click.testing import CliRunner

from mnistgui.cli.class_summary import class_summary, tell_classes
from mnistgui.nn.heads import Softmax

RNG = np.random.default_rng(2)
LABELS = RNG.integers(0, 9, 300)  # no 9s
READ = np.where(RNG.random(300) < 0.7, LABELS, RNG.integers(0, 9, 300))
RECORDS = [
    {"label": int(label), "prediction": int(read)} for label, read in zip(LABELS, READ, strict=True)
]


def test_classes_are_counted_as_plain_numpy_does() -> None:
    found = class_summary(RECORDS, Softmax())
    for digit, one in enumerate(found["classes"][:9]):
        of_class, read = digit == LABELS, digit == READ
        assert one["count"] == np.count_nonzero(of_class)
        assert one["recall"] == pytest.approx((READ[of_class] == digit).mean())
        assert one["precision"] == pytest.approx((LABELS[read] == digit).mean())
    assert found["classes"][9] == {"name": "9", "count": 0, "precision": None, "recall": None}
    worst = found["confused"][0]
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (LABELS, READ), 1)
    assert worst["count"] == (counts - np.diag(np.diag(counts))).max()


def test_without_labels_nothing_is_told() -> None:
    assert class_summary([{"label": None, "prediction": 3}], Softmax()) == {}


def test_people_get_sentences() -> None:
    @click.command()
    def tell() -> None:
        tell_classes(RECORDS, Softmax())

    lines = CliRunner().invoke(tell).output.splitlines()
    assert len(lines) == 15
    assert lines[9] == "9: 0 digits, precision unknown, recall unknown"
    assert " is read as " in lines[10]
