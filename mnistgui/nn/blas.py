"""``target = keep * target + scale * left^T right`` in one call of the BLAS that NumPy uses.

NumPy offers ``left.T @ right`` alone: a gradient would be written to memory, scaled and added in
three more sweeps over arrays that do not fit the cache. BLAS has had the whole expression as
``gemm`` from the start, so this module finds that routine in the library NumPy has loaded. Where
NumPy was built without one of the known libraries (Apple's Accelerate, say), the sweeps are made.
"""

import ctypes
import functools
from collections.abc import Callable

import threadpoolctl

from mnistgui.nn.arrays import Array

ROW_MAJOR, NO_TRANSPOSE, TRANSPOSE = 101, 111, 112

# How builds of OpenBLAS and MKL name the routine; {} is s for float32, d for float64.
# The first two take 64-bit sizes.
NAMES_64 = ("scipy_cblas_{}gemm64_", "cblas_{}gemm64_")
NAMES_32 = ("scipy_cblas_{}gemm", "cblas_{}gemm")

Gemm = Callable[..., None]


def add_product(target: Array, left: Array, right: Array, scale: float, keep: float) -> None:
    """Add a scaled matrix product to a scaled matrix, in place.

    Parameters
    ----------
    target : ndarray of shape (m, n), float32 or float64, C-contiguous
        Becomes ``keep * target + scale * left.T @ right``.
    left : ndarray of shape (k, m), same dtype
        C-contiguous, or some neighbouring columns of an array that is.
    right : ndarray of shape (k, n), same dtype, C-contiguous
    scale, keep : float

    Raises
    ------
    ValueError
        Shapes, dtypes or memory layouts do not fit together.
    """
    check(target, left, right)
    gemm = find_gemm(target.dtype.char)
    if gemm is None:
        product = target.dtype.type(scale) * (left.T @ right)
        # BLAS reads nothing of what it is not to keep, so 0 forgets even a NaN.
        target[...] = product if keep == 0 else target.dtype.type(keep) * target + product
        return
    k, m = left.shape
    n = right.shape[1]
    gemm(
        *(ROW_MAJOR, TRANSPOSE, NO_TRANSPOSE, m, n, k),
        *(scale, address(left), row_length(left), address(right), n),
        *(keep, address(target), n),
    )


def check(target: Array, left: Array, right: Array) -> None:
    """Refuse what would make the routine write where it must not."""
    if left.shape[0] != right.shape[0] or target.shape != (left.shape[1], right.shape[1]):
        raise ValueError(f"{left.shape}^T times {right.shape} is no {target.shape}")
    for array in (target, left, right):
        if array.dtype != target.dtype or not has_whole_rows(array):
            raise ValueError("arrays must be C-contiguous and of one dtype")
    if not (target.flags.c_contiguous and right.flags.c_contiguous):
        raise ValueError("only the left factor may be a part of the columns of another array")


def has_whole_rows(array: Array) -> bool:
    """Whether the numbers of a row lie side by side, and the rows in their order."""
    if array.flags.c_contiguous:
        return True
    return (
        array.strides[1] == array.itemsize and array.strides[0] >= array.shape[1] * array.itemsize
    )


def row_length(array: Array) -> int:
    """How many numbers lie between the beginnings of two rows."""
    return array.shape[1] if array.flags.c_contiguous else array.strides[0] // array.itemsize


def address(array: Array) -> int:
    """Where an array's numbers begin: ``array.ctypes.data`` in a third of its time."""
    if not array.flags.c_contiguous:
        array = array[0]
    return ctypes.addressof(ctypes.c_char.from_buffer(array.data))


@functools.cache
def find_gemm(dtype_char: str) -> Gemm | None:
    """Find the routine in the BLAS that NumPy loaded.

    Parameters
    ----------
    dtype_char : str
        ``"f"`` for float32 or ``"d"`` for float64.

    Returns
    -------
    callable or None
        None where NumPy's BLAS is of a kind this program does not know.

    Raises
    ------
    KeyError
        The dtype has no such routine.
    """
    letter = {"f": "s", "d": "d"}[dtype_char]
    real = {"s": ctypes.c_float, "d": ctypes.c_double}[letter]
    for path in numpy_blas_paths():
        library = ctypes.CDLL(path)
        for names, integer in ((NAMES_64, ctypes.c_int64), (NAMES_32, ctypes.c_int32)):
            for name in names:
                if hasattr(library, name.format(letter)):
                    return typed(library[name.format(letter)], real, integer)
    return None


def numpy_blas_paths() -> list[str]:
    """The BLAS libraries that lie in NumPy's own installation, as loaded in this process.

    Other packages may bring a BLAS of their own; two thread pools would fight for the cores.
    """
    return [
        pool["filepath"]
        for pool in threadpoolctl.threadpool_info()
        if pool["user_api"] == "blas" and "numpy" in pool["filepath"]
    ]


def typed(gemm: "ctypes._NamedFuncPointer", real: type, integer: type) -> Gemm:
    """Tell ctypes the routine's argument types."""
    order, size, pointer = ctypes.c_int, integer, ctypes.c_void_p
    gemm.argtypes = [
        *(order, order, order, size, size, size),
        *(real, pointer, size, pointer, size),
        *(real, pointer, size),
    ]
    gemm.restype = None
    return gemm
