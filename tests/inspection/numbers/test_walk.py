"""Every number of one digit is that of the program, and of plain NumPy."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mnistgui
from mnistgui.inspection.numbers.calculation import Phase
from mnistgui.inspection.numbers.example import LARGE_LOGITS, WORKED, Example
from mnistgui.inspection.numbers.forward import FORMULAS
from mnistgui.inspection.numbers.origins import Outer
from mnistgui.inspection.numbers.source_line import source_line
from mnistgui.inspection.numbers.update import UPDATES
from mnistgui.inspection.numbers.walk import Walk, walk
from mnistgui.nn.activations import HIDDEN_ACTIVATIONS, Activation, ReLU
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.build import build_network
from mnistgui.nn.heads import Logistic, Softmax
from mnistgui.nn.initializers import HeNormal
from mnistgui.nn.optimizers import OPTIMIZERS, SGD, Adam, Momentum, Nesterov, Optimizer
from mnistgui.nn.parameters import named_parameters

CHECKOUT = Path(mnistgui.__file__).parents[1]
MAKERS: dict[str, Callable[[], Optimizer]] = {
    "sgd": SGD,
    "momentum": lambda: Momentum(0.9),
    "nesterov": lambda: Nesterov(0.8),
    "adam": Adam,
}


def digit(activation: Activation | None = None, head: Any = None, seed: int = 3) -> Example:
    """A digit of 784 pixels, half of them 0, in float32."""
    rng = np.random.default_rng(seed)
    network = build_network((12, 9), activation or ReLU(), head or Softmax(), HeNormal(), rng)
    x = np.maximum(rng.normal(size=784), 0).astype(np.float32)
    return Example("a digit", network, x, 1 if head else 7, rate=0.05)


def arrays(found: Walk) -> dict[str, np.ndarray]:
    return {one.name: one.result.array for one in found.calculations}


def test_the_worked_network_has_the_numbers_of_the_write_up() -> None:
    found = arrays(walk(WORKED.example("worked")))
    right = {
        "z1": [5, -5],
        "z2": [6, 15],
        "z3": [42, -31, 25],
        "W3'": np.transpose([[-1, -5.5], [3, -3], [5, 8.5]]),
        "b3'": [-0.5, -4, -1.5],
        "W2'": np.transpose([[1, -2], [0.5, 4]]),
        "b2'": [1, -0.5],
        "W1'": np.transpose([[-0.5, -0.5, -0.5], [3, 4, -2]]),
        "b1'": [-0.5, -2],
    }
    for name, array in right.items():
        assert found[name] == pytest.approx(np.array(array), abs=1e-6), name
    assert found["p"] == pytest.approx([1, 1.98e-32, 4.14e-8], rel=1e-3)


def test_over_200_random_weights_the_shown_product_is_the_gradient_to_the_bit() -> None:
    example = digit()
    found = walk(example)
    backprop = Backprop(example.network, 1)
    backprop.x[...] = example.x
    backprop.run(np.array([example.target]))
    rng, compared, inked = np.random.default_rng(0), 0, 0
    for one, gradient in zip(named_parameters(example.network), backprop.gradients(), strict=True):
        array = np.zeros_like(one.array)
        gradient.add_to(array, 1.0, 0.0)
        if not one.key.startswith("W"):
            continue
        origin = found.named(f"d{one.key}").origin
        assert isinstance(origin, Outer)
        for _ in range(200):
            j, k = (int(rng.integers(size)) for size in array.shape)
            assert origin.product((j, k)).tobytes() == array[j, k].tobytes()
            shown = found.named(f"d{one.key}").result
            assert shown.at((j, k)) == str(array[j, k]).removesuffix(".0")
            assert origin.lit((j, k)) == {origin.a.name: [(j,)], origin.delta.name: [(k,)]}
            compared, inked = compared + 1, inked + bool(array[j, k])
    assert compared == 600
    assert inked > 100  # most gradients are no zeros


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_each_optimizers_step_is_that_of_plain_backpropagation(name: str) -> None:
    example = replace(digit(), make_optimizer=MAKERS[name], l2=0.01, taken=2)
    found = arrays(walk(example))
    network, optimizer = example.network.copy(), MAKERS[name]()
    for _ in range(3):
        backprop = Backprop(network, 1)
        backprop.x[...] = example.x
        loss = backprop.run(np.array([example.target]))
        before = network.copy()
        for one, gradient in zip(named_parameters(network), backprop.gradients(), strict=True):
            l2 = 0.01 if one.penalised else 0.0
            optimizer.update(one.key, one.array, gradient, 0.05, l2)
    assert found["loss"] == loss.mean
    for one, old in zip(named_parameters(network), before.parameters(), strict=True):
        assert found[f"{one.key}'"] == pytest.approx(one.array, abs=2e-7), one.key
        assert not np.array_equal(one.array, old)
    for number, delta in enumerate(backprop.deltas, 1):
        assert np.array_equal(found[f"delta{number}"], delta[0])


@pytest.mark.parametrize("kind", HIDDEN_ACTIVATIONS)
def test_each_activation_is_that_of_plain_numpy(kind: type[Activation]) -> None:
    example = digit(kind())
    found = arrays(walk(example))
    h: dict[str, Callable[[Any], Any]] = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
        "tanh": np.tanh,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    }
    slope: dict[str, Callable[[Any], Any]] = {
        "relu": lambda a: a > 0,
        "leaky_relu": lambda a: np.where(a > 0, 1, 0.01),
        "tanh": lambda a: 1 - a**2,
        "sigmoid": lambda a: a * (1 - a),
    }
    (W1, b1), (W2, b2), (W3, b3) = ((one.W, one.b) for one in example.network.dense_layers())
    a1 = h[kind.name](example.x @ W1 + b1)
    a2 = h[kind.name](a1 @ W2 + b2)
    z3 = a2 @ W3 + b3
    p = np.exp(z3) / np.exp(z3).sum()
    delta3 = p - np.eye(10)[7]
    delta2 = (W3 @ delta3) * slope[kind.name](a2)
    right = {"a1": a1, "a2": a2, "z3": z3, "p": p, "delta2": delta2, "dW2": np.outer(a1, delta2)}
    for name, array in right.items():
        assert found[name] == pytest.approx(array, rel=2e-4, abs=2e-6), name


def test_no_activation_and_no_optimizer_is_left_out() -> None:
    assert set(FORMULAS) == set(HIDDEN_ACTIVATIONS)
    assert set(UPDATES) == set(OPTIMIZERS.values())


def test_each_shown_line_is_that_of_the_file_on_disk() -> None:
    examples = [digit(kind()) for kind in HIDDEN_ACTIVATIONS]
    examples += [replace(digit(), make_optimizer=make, l2=0.1) for make in MAKERS.values()]
    examples.append(digit(head=Logistic(3)))
    lines = {line for one in examples for step in walk(one).calculations for line in step.lines}
    assert len(lines) > 25
    for line in lines:
        on_disk = (CHECKOUT / line.path).read_text(encoding="utf-8").splitlines()
        assert on_disk[line.number - 1].strip() == line.text


def test_a_line_that_is_gone_is_no_silent_gap() -> None:
    with pytest.raises(LookupError, match="no line that begins"):
        source_line(walk, "nobody wrote this")


def test_one_output_is_that_of_plain_numpy() -> None:
    example = digit(head=Logistic(3))
    found = arrays(walk(example))
    z = found["z3"].astype(np.float64)
    p = 1 / (1 + np.exp(-z))
    assert found["p"] == pytest.approx(p, rel=1e-5)
    assert found["loss"] == pytest.approx(-np.log(p[0]), rel=1e-4)
    assert found["delta3"] == pytest.approx(p - 1, rel=1e-4)


def test_the_naive_form_stands_beside_and_overflows_where_it_is_said_to() -> None:
    large, small = (walk(one.example("")) for one in (LARGE_LOGITS, WORKED))
    naive = {one.name: one.array for step in large.calculations for one in step.beside}
    assert np.isinf(naive["naive exp(z)"][0])
    assert np.isnan(naive["naive p"][0])
    assert np.isinf(naive["naive loss"])
    assert arrays(large)["loss"] == 1000
    assert "divides inf by inf" in large.named("p").remark
    assert "709.78" in large.named("p").remark
    assert "still works here" in small.named("p").remark
    beside = {one.name: one.array for step in small.calculations for one in step.beside}
    assert beside["naive p"] == pytest.approx(arrays(small)["p"], rel=1e-12)
    assert "88.72" in walk(digit()).named("p").remark


def test_the_formula_with_numbers_comes_to_the_number() -> None:
    namespace = {"max": max, "exp": np.exp, "log": np.log, "sqrt": np.sqrt}
    for make in MAKERS.values():
        example = replace(WORKED.example(""), make_optimizer=make, l2=0.25, taken=1)
        for one in walk(example).calculations:
            for cell in np.ndindex(one.result.array.shape):
                _name, formula, value = one.spelled(cell).split(" = ")
                worth = eval(formula.replace("^", "**"), dict(namespace))  # noqa: S307 - ours
                assert worth == pytest.approx(float(value), rel=1e-9, abs=1e-12), one.name


def test_the_phases_come_in_their_order() -> None:
    order = list(Phase)
    phases = [order.index(one.phase) for one in walk(digit()).calculations]
    assert phases == sorted(phases)
    assert set(phases) == set(range(4))


def test_the_network_that_is_shown_is_never_changed() -> None:
    example = replace(digit(), taken=3)
    sha = example.network.sha256()
    walk(example)
    assert example.network.sha256() == sha
