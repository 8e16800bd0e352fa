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

# Looked up once: a step on a single digit asks for six addresses.
_address_of, _first_byte = ctypes.addressof, ctypes.c_char.from_buffer


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
    first_row, row_length = left, m
    if not left.flags.c_contiguous:
        first_row, row_length = left[0], left.strides[0] // left.itemsize
    gemm(
        *(ROW_MAJOR, TRANSPOSE, NO_TRANSPOSE, m, n, k),
        *(scale, address(first_row), row_length, address(right), n),
        *(keep, address(target), n),
    )


def check(target: Array, left: Array, right: Array) -> None:
    """Refuse what would make the routine write where it must not."""
    if left.shape[0] != right.shape[0] or target.shape != (left.shape[1], right.shape[1]):
        raise ValueError(f"{left.shape}^T times {right.shape} is no {target.shape}")
    alike = target.dtype == left.dtype == right.dtype
    if not (alike and target.flags.c_contiguous and right.flags.c_contiguous):
        raise ValueError("arrays must be C-contiguous and of one dtype")
    if not (left.flags.c_contiguous or has_whole_rows(left)):
        raise ValueError("columns of the left factor must be neighbours in a C-contiguous array")


def has_whole_rows(array: Array) -> bool:
    """Whether the numbers of a row lie side by side, and the rows in their order."""
    below, beside = array.strides
    return beside == array.itemsize and below >= array.shape[1] * array.itemsize


def address(array: Array) -> int:
    """Where a C-contiguous array begins: ``array.ctypes.data`` in a third of its time."""
    return _address_of(_first_byte(array.data))


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
