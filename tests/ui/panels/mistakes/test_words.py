import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import read
from mnistgui.training.model import make_network
from mnistgui.ui.panels.mistakes.words import counted, in_words
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.split_reading import read_with_pauses


def test_reading_with_pauses_reads_the_same(few_digits: Dataset) -> None:
    network = make_network(TrainingConfig(hidden=(8,)))
    found, wanted = read_with_pauses(network, few_digits.train), read(network, few_digits.train)
    np.testing.assert_allclose(found.reading.probabilities, wanted.probabilities, rtol=1e-5)
    assert found.reading.misread.tolist() == wanted.misread.tolist()
    assert counted(found).startswith(f"{len(wanted.misread)} misread (")


def test_a_digit_is_told_in_words(few_digits: Dataset) -> None:
    found = read_with_pauses(make_network(TrainingConfig(hidden=(8,))), few_digits.test)
    i = int(found.reading.misread[0])
    told = in_words(found, Part.TEST, i)
    assert f"is {few_digits.test.labels[i]}" in told
    assert f"read as {found.reading.predicted[i]}" in told
