import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.inspection.numbers.example import LARGE_LOGITS, WORKED, SmallExample
from mnistgui.inspection.numbers.typed import typed_example, typed_text
from mnistgui.nn.activations import Tanh


@pytest.mark.parametrize("small", [WORKED, LARGE_LOGITS])
def test_what_is_written_is_read_again(small: SmallExample) -> None:
    assert typed_example(typed_text(small)) == small


def test_a_matrix_may_have_a_column_a_unit() -> None:
    text = "x = [1, 2]\nW1 = [[1, 2, 3], [4, 5, 6]]\nb1 = [0, 0, 1]\nactivation = tanh"
    found = typed_example(text)
    assert np.array_equal(found.weights[0], [[1, 4], [2, 5], [3, 6]])
    assert found.activation == Tanh()
    assert found.label == 0
    assert found.rate == 0.5


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("x = [1, -1, 1]", "x = 5", "wrong shape"),
        ("x = [1, -1, 1]", "", "no line for x"),
        ("x = [1, -1, 1]", "x = [1, -1]", "rows of 3 numbers"),
        ("x = [1, -1, 1]", "x = [1, 1e999, 1]", "not finite"),
        ("x = [1, -1, 1]", "x = __import__('os')", "no list of numbers"),
        ("x = [1, -1, 1]", "x [1, -1, 1]", "not understood"),
        ("label = 2", "label = 3", "0 to 2 are accepted"),
        ("label = 2", "label = 2\nlabel = 1", "given twice"),
        ("b1 = [1, -2]", "b1 = [1, -2]\nb9 = [1]", "without a gap"),
        ("b1 = [1, -2]", "colour = red", "no part of a small network"),
        ("activation = relu", "activation = swish", "relu, leaky_relu"),
        ("rate = 0.5", "rate = fast", "no learning rate"),
        ("rate = 0.5", "rate = nan", "no learning rate"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(line: str, instead: str, said: str) -> None:
    text = typed_text()
    assert line in text
    with pytest.raises(UserError, match=said) as caught:
        typed_example(text.replace(line, instead))
    assert "\n" not in str(caught.value)


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(UserError, match="too long"):
        typed_example("x = [" + "1," * 200_000 + "]")
