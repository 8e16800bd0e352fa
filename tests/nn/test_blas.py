import numpy as np
import pytest

from mnistgui.nn import blas


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1, 1, 1), (3, 5, 7), (100, 720, 10), (17, 64, 33)])
def test_it_is_the_expression(dtype: type[np.floating], shape: tuple[int, int, int]) -> None:
    k, m, n = shape
    rng = np.random.default_rng(0)
    left, right = rng.normal(size=(k, m)).astype(dtype), rng.normal(size=(k, n)).astype(dtype)
    target = rng.normal(size=(m, n)).astype(dtype)
    expected = 0.5 * target + 2.0 * left.T @ right
    blas.add_product(target, left, right, scale=2.0, keep=0.5)
    assert target == pytest.approx(expected, rel=1e-4, abs=1e-4)


def test_keeping_nothing_forgets_even_what_is_no_number() -> None:
    target = np.full((2, 2), np.nan, np.float32)
    ones = np.ones((1, 2), np.float32)
    blas.add_product(target, ones, ones, scale=1.0, keep=0.0)
    assert (target == 1).all()


def test_without_a_known_library_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blas, "find_gemm", lambda _: None)
    test_it_is_the_expression(np.float32, (3, 5, 7))
    test_keeping_nothing_forgets_even_what_is_no_number()


@pytest.mark.parametrize(
    ("target", "left", "right"),
    [
        (np.zeros((2, 3)), np.zeros((4, 2)), np.zeros((5, 3))),
        (np.zeros((2, 2)), np.zeros((4, 2)), np.zeros((4, 3))),
        (np.zeros((2, 3), np.float32), np.zeros((4, 2)), np.zeros((4, 3))),
        (np.zeros((3, 2)).T, np.zeros((4, 2)), np.zeros((4, 3))),
        (np.zeros((2, 3)), np.zeros((4, 4))[:, ::2], np.zeros((4, 3))),
        (np.zeros((2, 3)), np.zeros((4, 2)), np.zeros((4, 4))[:, :3]),
    ],
)
def test_what_does_not_fit_is_refused(
    target: np.ndarray, left: np.ndarray, right: np.ndarray
) -> None:
    with pytest.raises(ValueError, match=r"is no|C-contiguous"):
        blas.add_product(target, left, right, 1.0, 1.0)
