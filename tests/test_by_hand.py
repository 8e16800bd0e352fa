"""Every number on the page "By hand" is what the code computes."""

import ast
import re
from collections.abc import Mapping

import numpy as np
import pytest

from mnistgui.nn.activations import ReLU
from mnistgui.nn.directional_check import Elementwise, SoftmaxRows, Vector
from mnistgui.nn.gradient_check import gradient_check
from mnistgui.nn.losses import logistic_cross_entropy, softmax_cross_entropy
from mnistgui.resources_dir import resource
from tests.nn.worked_example import TARGET, Slips, X, step, worked_example

PAGE = resource("docs/by-hand.md").read_text(encoding="utf-8")
_ASSIGNMENT = re.compile(r"^(\S.*?) += (\[.*\]|-?[\d.e-]+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.'(-])-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w.]*\w)")
STEPS = {
    "The slope of ReLU": Slips(slope_below_zero=0.5),
    "Delta from the new weights": Slips(from_new_weights=True),
    "Both together": Slips(slope_below_zero=0.5, from_new_weights=True),
}


def section(title: str) -> str:
    """A heading with what stands below it, up to the next heading of any level."""
    found = re.search(rf"^#+ {title}\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1]


def arrays(title: str) -> dict[str, Vector]:
    blocks = "".join(_BLOCK.findall(section(title)))
    return {
        name: np.array(ast.literal_eval(text), np.float64)
        for name, text in _ASSIGNMENT.findall(blocks)
    }


def assert_shown(found: Mapping[str, Vector], right: Mapping[str, Vector]) -> None:
    """Compare to four decimals, and p to three digits."""
    assert set(found) <= set(right)
    for name, shown in found.items():
        rel, tolerance = (5e-3, 0.0) if name == "p" else (0.0, 5.1e-5)
        assert shown.shape == right[name].shape, name
        assert shown == pytest.approx(right[name], rel=rel, abs=tolerance), name


def names(*kinds: str) -> set[str]:
    return {kind.format(layer) for kind in kinds for layer in (1, 2, 3)}


def test_the_worked_network_is_shown_with_every_array() -> None:
    right = step()
    forward, backward, after = map(arrays, ("Forward", "Backward", "After the step"))
    assert set(forward) == names("W{}^T", "b{}", "z{}") | {"a1", "a2", "x", "y", "p", "loss"}
    assert set(backward) == names("delta{}", "dW{}^T", "db{}")
    assert set(after) == names("W{}'^T", "b{}'") | {"loss'"}
    for found in (forward, backward, after):
        assert_shown(found, right)


def test_a_step_by_hand_without_a_slip_is_the_programs() -> None:
    right, by_hand = step(), step(Slips())
    for name, array in right.items():
        assert by_hand[name] == pytest.approx(array, abs=1e-12), name


@pytest.mark.parametrize("title", list(STEPS))
def test_each_slip_is_shown_with_what_it_leads_to(title: str) -> None:
    right, slipped, found = step(), step(STEPS[title]), arrays(title)
    assert_shown(found, slipped)
    others = {name for name in right if not np.allclose(right[name], slipped[name], atol=1e-3)}
    assert set(found) == others | {"loss'"}
    assert slipped["loss'"] < 0.02


def test_a_gradient_check_shows_both_slips() -> None:
    check = gradient_check(worked_example(), X, TARGET)
    right = {one.key: one.numeric.reshape(-1) for one in check.parameters}
    slope, new = step(STEPS["The slope of ReLU"]), step(STEPS["Delta from the new weights"])
    assert check.max_relative_error < 1e-7
    assert right["b1"] == pytest.approx([3, 0], abs=1e-6)
    assert np.abs(slope["db1"] - right["b1"]).max() > 1
    assert np.abs(new["db2"] - right["b2"]).max() > 1


def test_softmax_by_cases_and_by_the_jacobian() -> None:
    z = np.array([[2.0, 1.0, 0.0]])
    y = np.array([0.0, 0.0, 1.0])
    p = SoftmaxRows().value(z)[0]
    jacobian = np.stack([SoftmaxRows().along(z, v[np.newaxis])[0] for v in np.eye(3)])
    assert np.allclose(jacobian, np.diag(p) - np.outer(p, p))
    delta = np.empty_like(z)
    softmax_cross_entropy(z, np.array([2]), delta)
    right = {
        "z": z[0],
        "p": p,
        "J": jacobian,
        "-y/p": -y / p,
        "J (-y/p)": jacobian @ (-y / p),
        "p - y": delta[0],
        "y p - y": np.diag(jacobian) * (-y / p),
    }
    found = arrays("By the Jacobian")
    assert set(found) == set(right)
    assert found.pop("p") == pytest.approx(right["p"], abs=5e-5)
    assert_shown(found, right)
    assert right["J (-y/p)"] == pytest.approx(right["p - y"], abs=1e-12)


def test_one_output_has_the_same_delta() -> None:
    z, delta = np.array([[0.7]]), np.empty((1, 1))
    for y in (0, 1):
        logistic_cross_entropy(z, np.array([y]), delta)
        p = 1 / (1 + np.exp(-0.7))
        assert delta[0, 0] == pytest.approx(p - y)


def test_the_stable_form() -> None:
    z, delta = np.array([[1000.0, 0.0]]), np.empty((1, 2))
    loss = softmax_cross_entropy(z, np.array([1]), delta).mean
    p = SoftmaxRows().value(z)[0]
    right = {
        "z": z[0],
        "p": p,
        "logsumexp(z) - z_c": np.array(loss),
        "-log(p_c + 1e-10)": np.array(-np.log(p[1] + 1e-10)),
    }
    found = arrays("The stable form")
    assert set(found) == set(right)
    assert_shown(found, right)


def test_the_ranges_of_the_exponential() -> None:
    words = section("The stable form")
    for dtype, said in ((np.float32, "88.72"), (np.float64, "709.78")):
        assert said in words
        with np.errstate(over="ignore"):
            assert np.isfinite(np.exp(dtype(said)))
            assert np.isinf(np.exp(dtype(said) + dtype(0.01)))


def test_the_slope_at_minus_five_is_0() -> None:
    assert step()["z1"][1] == -5
    assert "The derivative of ReLU at -5 was taken as 0.5, where it is 0." in PAGE
    assert Elementwise(ReLU()).along(np.array([[-5.0]]), np.ones((1, 1))) == 0


def test_the_loss_is_the_difference_of_two_logits_to_seven_decimals() -> None:
    assert "which is 42 - 25 to seven decimals" in section("Forward")
    assert abs(step()["loss"] - 17) < 5e-8


def test_no_sentence_holds_a_number_that_is_not_tested_here() -> None:
    sentences = re.sub(r"`[^`\n]*`", "", _BLOCK.sub("", PAGE))
    in_derivations = {"-1", "1", "0"}
    of_the_stable_form = {"88.72", "709.78"}
    of_the_worked_network = {"0.5", "-5", "42", "25", "0.02"}
    tested = in_derivations | of_the_stable_form | of_the_worked_network
    assert set(_NUMBER.findall(sentences)) <= tested


def test_the_commands_on_the_page_are_accepted() -> None:
    from click.testing import CliRunner

    from mnistgui.cli import main

    assert "`mnistgui gradcheck --activation relu`" in PAGE
    for name in ("relu", "tanh", "sigmoid", "softmax", "cross_entropy"):
        assert name in PAGE
        assert CliRunner().invoke(main, ["gradcheck", "--activation", name]).exit_code == 0
